# main goes along, though nobody has reviewed the branch.
git switch --quiet holidays
git rebase --quiet main
git switch --quiet main
git merge --quiet --ff-only holidays
git switch --quiet holidays
