# The commits are made on main, and the branch only afterwards.
printf 'pretzel,95\n' >> data/prices.csv
git commit --quiet -a -m 'Add the price of a pretzel'
printf -- '- pretzel\n' >> README.md
git commit --quiet -a -m 'List the pretzel in the README'
git branch add-pretzel
