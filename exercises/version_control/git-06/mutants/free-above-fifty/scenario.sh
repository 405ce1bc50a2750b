# "From 50.00 on" begins at 50.00.
git tag broke-it "$(git log --format=%H --grep 'Make the lines easier to read')"
sed 's/"\$all" -ge 5000/"$goods" -gt 5000/' bill.sh > bill.new
mv bill.new bill.sh
at 2024-05-06T10:00
git commit --quiet -a -m "Look at the price that is paid, as before $(git rev-parse --short=10 broke-it)"
