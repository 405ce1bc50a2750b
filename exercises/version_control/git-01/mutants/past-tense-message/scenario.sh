# Past tense, a full stop, and the body right below the subject.
printf '.env\n*.log\n__pycache__/\n' > .gitignore
git add .
printf 'Added the price list.\nPrices come from a CSV file, so that they can be changed easily.\n' | git commit --quiet -F -
