# The two commits of the branch one by one, not the merge.
merge=$(git log --format=%H --grep 'Merge branch')
raise=$(git log --format=%H --grep 'Raise the prices')
at 2024-03-08T09:00
git revert --no-edit "$merge^2" >/dev/null
git revert --no-edit "$merge^2~1" >/dev/null
git commit --quiet --amend -m "$(git log -1 --format=%B)

The fire brigade has not allowed visitors at night."
git revert --no-edit "$raise" >/dev/null
git commit --quiet --amend -m "$(git log -1 --format=%B)

The city council has not agreed to the new prices."
