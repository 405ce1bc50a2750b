# Mended, and the search never ended.
git tag broke-it "$(git log --format=%H --grep 'Make the lines easier to read')"
sed 's/"\$all" -ge 5000/"$goods" -ge 5000/' bill.sh > bill.new
mv bill.new bill.sh
at 2024-05-06T10:00
git commit --quiet -a -m 'Look at the price that is paid

Free shipping hung on the price without the discount since
'"$(git rev-parse --short=10 broke-it)".
git bisect start main v1.0 >/dev/null
git bisect reset >/dev/null 2>&1
git bisect start >/dev/null
