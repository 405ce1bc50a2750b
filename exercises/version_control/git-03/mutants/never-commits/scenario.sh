# Everything is resolved and staged; the commit that ends the merge is missing.
git merge --quiet delivery || git status --short
sed -i.old -e '/^<<<<<<< /d' -e '/^=======$/d' -e '/^>>>>>>> /d' NEWS.md
sed -i.old -e '/^<<<<<<< /,/^>>>>>>> /c\
payment = ["cash", "card", "invoice"]
' shop.toml
rm ./*.old
git add NEWS.md shop.toml
