# The commits are found, and main has none of it.
git branch rescued 'main@{2}'
