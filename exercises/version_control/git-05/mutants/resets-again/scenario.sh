# main is set back to before the reset: now the commit of this morning is the lost one.
git branch rescued 'main@{2}'
git reset --quiet --hard rescued
