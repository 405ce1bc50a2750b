# The wrong way round: main's commits are made anew on top of the branch.
git rebase --quiet holidays
git switch --quiet holidays
