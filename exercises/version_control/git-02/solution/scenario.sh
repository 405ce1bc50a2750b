# A branch, two commits that each do one thing, and a merge that keeps the branch visible.

git switch --quiet --create add-pretzel

printf 'pretzel,95\n' >> data/prices.csv
git add data/prices.csv
at 2024-03-07T10:00
git commit --quiet -m 'Add the price of a pretzel'

printf -- '- pretzel\n' >> README.md
git add README.md
at 2024-03-07T10:20
git commit --quiet -m 'List the pretzel in the README'

git switch --quiet main
at 2024-03-07T11:00
git merge --quiet --no-ff -m 'Merge branch add-pretzel' add-pretzel
