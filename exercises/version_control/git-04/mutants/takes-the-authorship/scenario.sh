# Somebody else's name on every commit.
git switch --quiet holidays
as Colleague
git rebase --quiet main
git rebase --quiet --exec 'git commit --quiet --amend --no-edit --reset-author' main
