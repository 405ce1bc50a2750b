# main is merged into the branch: up to date, and no straight line.
git switch --quiet holidays
git merge --quiet -m 'Merge main into holidays' main
