# The branch's changes arrive on main as one ordinary commit.
git switch --quiet --create add-pretzel
printf 'pretzel,95\n' >> data/prices.csv
git commit --quiet -a -m 'Add the price of a pretzel'
printf -- '- pretzel\n' >> README.md
git commit --quiet -a -m 'List the pretzel in the README'
git switch --quiet main
git merge --quiet --squash add-pretzel
git commit --quiet -m 'Merge branch add-pretzel'
