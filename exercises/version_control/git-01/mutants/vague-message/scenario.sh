# All files are right; the message says nothing, and not why.
printf '.env\n*.log\n__pycache__/\n' > .gitignore
git add .
git commit --quiet -m 'first commit'
