# The whole file as it was in 1.0: wrapping and carrier are gone.
git tag broke-it "$(git log --format=%H --grep 'Make the lines easier to read')"
git checkout --quiet v1.0 -- bill.sh
at 2024-05-06T10:00
git commit --quiet -m "Take bill.sh from 1.0

It was broken by $(git rev-parse broke-it)."
