# Both undone in one commit.
merge=$(git log --format=%H --grep 'Merge branch')
raise=$(git log --format=%H --grep 'Raise the prices')
at 2024-03-08T09:00
git revert --no-commit -m 1 "$merge"
git revert --no-commit "$raise"
git commit --quiet -m "Undo night tours and new prices

This reverts $merge and $raise.

Neither was allowed."
