# The merge is right, but the branch, which was to be kept, is gone.
git switch --quiet --create add-pretzel
printf 'pretzel,95\n' >> data/prices.csv
git commit --quiet -a -m 'Add the price of a pretzel'
printf -- '- pretzel\n' >> README.md
git commit --quiet -a -m 'List the pretzel in the README'
git switch --quiet main
git merge --quiet --no-ff -m 'Merge branch add-pretzel' add-pretzel
git branch --quiet -d add-pretzel
