# The three commits of the branch, made anew on top of main. main itself stays where it is.
git switch --quiet holidays
at 2024-03-07T09:00
git rebase --quiet main
