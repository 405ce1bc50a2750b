# The price is added, but another editor has changed the other lines of the file too.
git switch --quiet --create add-pretzel
printf 'item,cents\nbread roll,65\npretzel,95\ncroissant,190\n' > data/prices.csv
git commit --quiet -a -m 'Add the price of a pretzel'
printf -- '- pretzel\n' >> README.md
git commit --quiet -a -m 'List the pretzel in the README'
git switch --quiet main
git merge --quiet --no-ff -m 'Merge branch add-pretzel' add-pretzel
