# main is merged into the branch, which changes nothing, and main stays where it was.
git switch --quiet --create add-pretzel
printf 'pretzel,95\n' >> data/prices.csv
git commit --quiet -a -m 'Add the price of a pretzel'
printf -- '- pretzel\n' >> README.md
git commit --quiet -a -m 'List the pretzel in the README'
git merge --quiet main
