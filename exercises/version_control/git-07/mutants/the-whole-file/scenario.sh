# The price list as it was once: schools have no price any more.
merge=$(git log --format=%H --grep 'Merge branch')
raise=$(git log --format=%H --grep 'Raise the prices')
at 2024-03-08T09:00
git revert --no-edit -m 1 "$merge" >/dev/null
git commit --quiet --amend -m "$(git log -1 --format=%B)

The fire brigade has not allowed visitors at night."
git checkout --quiet "$raise^" -- prices.txt
git commit --quiet -m "Revert the prices

This reverts commit $raise."
git commit --quiet --amend -m "$(git log -1 --format=%B)

The city council has not agreed to the new prices."
