# Two commits about the new oven were reset away by mistake; a third was made since.

cat > ovens.txt <<'END'
old oven: 220 degrees, two trays
END
at 2024-03-04T09:10
git add .
git commit --quiet -m 'Describe the old oven'
printf 'Clean the old oven on Mondays.\n' > cleaning.txt
git add cleaning.txt
at 2024-03-05T08:00
git commit --quiet -m 'Plan the cleaning'

printf 'new oven: 260 degrees, four trays\n' >> ovens.txt
at 2024-03-06T16:00
git commit --quiet -a -m 'Describe the new oven'
printf 'rye bread: new oven, 45 minutes\nbread roll: new oven, 18 minutes\n' > baking.txt
git add baking.txt
at 2024-03-06T17:30
git commit --quiet -m 'Write down the baking times'

at 2024-03-07T08:00
git reset --quiet --hard HEAD~2
printf 'Clean the old oven on Tuesdays, too.\n' >> cleaning.txt
at 2024-03-07T08:30
git commit --quiet -a -m 'Clean the old oven twice'
