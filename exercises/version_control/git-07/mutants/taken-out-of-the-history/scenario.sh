# Rebased without the two: tidy, and another history than everybody else's.
merge=$(git log --format=%H --grep 'Merge branch')
raise=$(git log --format=%H --grep 'Raise the prices')
at 2024-03-08T09:00
git rebase --quiet --onto "$raise^" "$merge^1~1" >/dev/null 2>&1
