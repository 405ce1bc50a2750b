# The merge is still there: reverting it needs -m, and that was given up.
merge=$(git log --format=%H --grep 'Merge branch')
raise=$(git log --format=%H --grep 'Raise the prices')
at 2024-03-08T09:00
git revert --no-edit "$raise" >/dev/null
git commit --quiet --amend -m "$(git log -1 --format=%B)

The city council has not agreed to the new prices."
