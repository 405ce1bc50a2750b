# The names of today's files in place of patterns.
printf '.env\nprices.log\n__pycache__/prices.cpython-312.pyc\n' > .gitignore
git add .
git commit --quiet -m 'Add the price list' -m 'Prices come from a CSV file, so that they can be changed easily.'
