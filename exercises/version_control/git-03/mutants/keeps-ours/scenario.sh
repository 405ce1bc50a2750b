# Every conflict is decided for main: invoices and the delivery's announcement are lost.
git merge --quiet -X ours -m 'Merge branch delivery' delivery
