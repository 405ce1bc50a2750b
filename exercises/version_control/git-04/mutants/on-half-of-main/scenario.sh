# On top of the commit before the last of main.
git switch --quiet holidays
git rebase --quiet main~1
