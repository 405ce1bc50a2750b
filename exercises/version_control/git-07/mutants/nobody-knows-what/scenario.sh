# Messages that do not name what they undo.
merge=$(git log --format=%H --grep 'Merge branch')
raise=$(git log --format=%H --grep 'Raise the prices')
at 2024-03-08T09:00
git revert --no-edit -m 1 "$merge" >/dev/null
git commit --quiet --amend -m "Stop night tours

The fire brigade has not allowed visitors at night."
git revert --no-edit "$raise" >/dev/null
git commit --quiet --amend -m "Lower the prices

The city council has not agreed to the new prices."
