# The secret is committed, then taken out by a second commit: it stays in the history.
printf '*.log\n__pycache__/\n' > .gitignore
git add .
git commit --quiet -m 'Add the price list' -m 'Prices come from a CSV file, so that they can be changed easily.'
printf '.env\n' >> .gitignore
git rm --quiet --cached .env
git add .gitignore
git commit --quiet -m 'Remove the settings' -m 'They were never meant to be shared.'
