# The files that are not to be committed are deleted, not ignored.
rm -r .env prices.log __pycache__
printf '.env\n*.log\n__pycache__/\n' > .gitignore
git add .
git commit --quiet -m 'Add the price list' -m 'Prices come from a CSV file, so that they can be changed easily.'
