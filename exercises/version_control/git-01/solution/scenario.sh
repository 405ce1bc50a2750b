# Say what Git shall not see, then commit all the rest.

cat > .gitignore <<'END'
# Secrets of this computer
.env

# What running the program leaves behind
*.log
__pycache__/
END

git add .
git status --short

at 2024-03-04T10:00
git commit --quiet --file=- <<'END'
Add the price list

The bakery prints its prices from a CSV file, so that they can be
changed without touching the program.
END
