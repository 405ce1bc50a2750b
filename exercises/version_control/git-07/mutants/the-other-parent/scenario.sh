# -m 2 keeps what the branch had, and undoes what main had.
merge=$(git log --format=%H --grep 'Merge branch')
raise=$(git log --format=%H --grep 'Raise the prices')
at 2024-03-08T09:00
git revert --no-edit -m 2 "$merge" >/dev/null
git commit --quiet --amend -m "$(git log -1 --format=%B)

The fire brigade has not allowed visitors at night."
git revert --no-edit "$raise" >/dev/null
git commit --quiet --amend -m "$(git log -1 --format=%B)

The city council has not agreed to the new prices."
