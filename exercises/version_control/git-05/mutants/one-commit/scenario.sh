# Both changes come as one commit of its own making.
git branch rescued 'main@{2}'
git checkout --quiet rescued -- ovens.txt baking.txt
git commit --quiet -m 'Bring back the oven'
