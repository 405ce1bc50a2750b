# The check is made to agree.
git tag broke-it "$(git log --format=%H --grep 'Make the lines easier to read')"
sed 's/5170/4680/' check.sh > check.new
mv check.new check.sh
at 2024-05-06T10:00
git commit --quiet -a -m "Expect what comes since $(git rev-parse --short=10 broke-it)"
