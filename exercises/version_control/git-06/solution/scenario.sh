# Half of what is left with each step, and the check decides. Then the one line that was wrong.
git bisect start main v1.0 >/dev/null
git bisect run sh check.sh >/dev/null
git tag broke-it refs/bisect/bad
git bisect reset >/dev/null 2>&1
sed 's/"\$all" -ge 5000/"$goods" -ge 5000/' bill.sh > bill.new
mv bill.new bill.sh
at 2024-05-06T10:00
git commit --quiet -a -m 'Look at the price that is paid

Free shipping hung on the price without the discount since
'"$(git rev-parse --short=10 broke-it)".
