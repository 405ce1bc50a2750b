# Everything is staged, and the commit forgotten.
printf '.env\n*.log\n__pycache__/\n' > .gitignore
git add .
