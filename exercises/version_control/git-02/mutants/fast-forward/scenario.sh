# A plain `git merge`: main just moves on, and no merge commit is made.
git switch --quiet --create add-pretzel
printf 'pretzel,95\n' >> data/prices.csv
git commit --quiet -a -m 'Add the price of a pretzel'
printf -- '- pretzel\n' >> README.md
git commit --quiet -a -m 'List the pretzel in the README'
git switch --quiet main
git merge --quiet add-pretzel
