# Mended, and the message does not say what it mends.
git tag broke-it "$(git log --format=%H --grep 'Make the lines easier to read')"
sed 's/"\$all" -ge 5000/"$goods" -ge 5000/' bill.sh > bill.new
mv bill.new bill.sh
at 2024-05-06T10:00
git commit --quiet -a -m 'Mend the bill'
