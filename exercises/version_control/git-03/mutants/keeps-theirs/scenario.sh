# Every conflict is decided for the branch: cards are not taken any more.
git merge --quiet -X theirs -m 'Merge branch delivery' delivery
