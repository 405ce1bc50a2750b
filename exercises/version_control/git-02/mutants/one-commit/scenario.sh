# Both changes in one commit.
git switch --quiet --create add-pretzel
printf 'pretzel,95\n' >> data/prices.csv
printf -- '- pretzel\n' >> README.md
git commit --quiet -a -m 'Add the pretzel'
git switch --quiet main
git merge --quiet --no-ff -m 'Merge branch add-pretzel' add-pretzel
