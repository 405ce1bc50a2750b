# Only the program and its description; the folder with the prices stays behind, and so does the ignore file.
printf '.env\n*.log\n__pycache__/\n' > .gitignore
git add prices.py README.md
git commit --quiet -m 'Add the price list' -m 'Prices come from a CSV file, so that they can be changed easily.'
