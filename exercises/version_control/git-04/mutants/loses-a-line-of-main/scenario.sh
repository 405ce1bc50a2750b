# The file is taken from the branch as it was: Saturday's hours are the old ones again.
git switch --quiet holidays
old=$(git rev-parse HEAD)
git rebase --quiet main
git checkout --quiet "$old" -- opening.txt
git commit --quiet --amend --no-edit
