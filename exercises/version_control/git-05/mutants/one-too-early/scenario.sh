# The branch is at the first of the two lost commits.
git branch rescued 'main@{2}~1'
git cherry-pick main..'main@{2}' >/dev/null
