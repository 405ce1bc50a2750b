# The reflog knows where main was before the reset; a branch there keeps the two commits, and main gets their changes.
lost=$(git rev-parse 'main@{2}')
git branch rescued "$lost"
at 2024-03-07T10:00
git cherry-pick main..rescued >/dev/null
