# As Git proposes it: what was undone, and not why.
merge=$(git log --format=%H --grep 'Merge branch')
raise=$(git log --format=%H --grep 'Raise the prices')
at 2024-03-08T09:00
git revert --no-edit -m 1 "$merge" >/dev/null
git revert --no-edit "$raise" >/dev/null
