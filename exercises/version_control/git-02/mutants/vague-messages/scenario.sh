# The work is right, and nobody can tell from the messages what was done.
git switch --quiet --create add-pretzel
printf 'pretzel,95\n' >> data/prices.csv
git commit --quiet -a -m 'update'
printf -- '- pretzel\n' >> README.md
git commit --quiet -a -m 'added pretzel to readme.'
git switch --quiet main
git merge --quiet --no-ff -m 'Merge branch add-pretzel' add-pretzel
