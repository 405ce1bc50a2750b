# The strategy "ours": a merge commit is made, and nothing of the branch is in it.
git merge --quiet -s ours -m 'Merge branch delivery' delivery
