# The last commit of main is amended before the branch is made: the shared history is another one now.
git commit --quiet --amend -m 'Ignore what Python compiles'
git switch --quiet --create add-pretzel
printf 'pretzel,95\n' >> data/prices.csv
git commit --quiet -a -m 'Add the price of a pretzel'
printf -- '- pretzel\n' >> README.md
git commit --quiet -a -m 'List the pretzel in the README'
git switch --quiet main
git merge --quiet --no-ff -m 'Merge branch add-pretzel' add-pretzel
