# The branch's commits are made anew on top of main: a straight line, and another delivery branch than the others have.
git switch --quiet delivery
git rebase --quiet main || :
sed -i.old -e '/^<<<<<<< /,/^>>>>>>> /c\
payment = ["cash", "card", "invoice"]
' shop.toml
rm shop.toml.old
git add shop.toml
git rebase --continue || :
sed -i.old -e '/^<<<<<<< /d' -e '/^=======$/d' -e '/^>>>>>>> /d' NEWS.md
rm NEWS.md.old
git add NEWS.md
git rebase --continue
git switch --quiet main
git merge --quiet delivery
