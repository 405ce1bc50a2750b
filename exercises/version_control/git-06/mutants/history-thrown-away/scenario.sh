# main goes back to before the commit, and everything after it is lost.
git tag broke-it "$(git log --format=%H --grep 'Make the lines easier to read')"
git reset --quiet --hard broke-it^
printf 'Mended.\n' >> README.txt
at 2024-05-06T10:00
git commit --quiet -a -m "Go back to before $(git rev-parse --short=10 broke-it)"
