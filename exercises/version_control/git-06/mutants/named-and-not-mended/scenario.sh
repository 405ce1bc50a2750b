# Found, and left as it is.
git tag broke-it "$(git log --format=%H --grep 'Make the lines easier to read')"
