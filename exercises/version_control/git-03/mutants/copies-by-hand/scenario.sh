# The merge is given up, and the branch's changes are typed in again as an ordinary commit.
git merge --quiet delivery || git merge --abort
sed -i.old -e 's/"card"\]/"card", "invoice"]/' shop.toml
rm shop.toml.old
printf '\n[delivery]\ndays = ["tuesday", "friday"]\nminimum_cents = 1500\n' >> shop.toml
printf -- '- We deliver on Tuesdays and Fridays.\n' >> NEWS.md
git commit --quiet -a -m 'Bring in the delivery'
