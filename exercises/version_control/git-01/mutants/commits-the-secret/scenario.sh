# `git add .` before there was an ignore file for the secret.
printf '*.log\n__pycache__/\n' > .gitignore
git add .
git commit --quiet -m 'Add the price list' -m 'Prices come from a CSV file, so that they can be changed easily.'
