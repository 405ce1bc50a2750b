# The files are written again from memory, in new commits.
printf 'new oven: 260 degrees, four trays\n' >> ovens.txt
git commit --quiet -a -m 'Describe the new oven'
printf 'rye bread: new oven, 45 minutes\nbread roll: new oven, 18 minutes\n' > baking.txt
git add baking.txt
git commit --quiet -m 'Write down the baking times'
git branch rescued
