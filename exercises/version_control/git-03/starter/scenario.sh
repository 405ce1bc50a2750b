# Two branches that changed the same lines of the bakery's opening hours, each for its own good reason.

as Colleague

cat > shop.toml <<'END'
name = "Corner Bakery"
payment = ["cash"]

[hours]
monday = "07:00-18:00"
tuesday = "07:00-18:00"
wednesday = "07:00-18:00"
thursday = "07:00-18:00"
friday = "07:00-18:00"
saturday = "08:00-13:00"

[contact]
email = "bakery@example.org"
END

cat > NEWS.md <<'END'
# News

- We bake rye bread every day.
END

at 2024-03-04T09:10
git add .
git commit --quiet -m 'Describe the shop'

git switch --quiet --create delivery
sed -i.old -e 's/^payment = .*/payment = ["cash", "invoice"]/' shop.toml
cat >> shop.toml <<'END'

[delivery]
days = ["tuesday", "friday"]
minimum_cents = 1500
END
rm shop.toml.old
at 2024-03-05T10:00
git commit --quiet -a -m 'Offer delivery, paid by invoice'

printf -- '- We deliver on Tuesdays and Fridays.\n' >> NEWS.md
at 2024-03-05T10:30
git commit --quiet -a -m 'Announce the delivery'

git switch --quiet main
sed -i.old -e 's/^payment = .*/payment = ["cash", "card"]/' \
    -e 's/^saturday = .*/saturday = "08:00-16:00"/' shop.toml
rm shop.toml.old
at 2024-03-06T16:00
git commit --quiet -a -m 'Take cards, and open longer on Saturdays'

printf -- '- We take cards now.\n' >> NEWS.md
at 2024-03-06T16:20
git commit --quiet -a -m 'Announce card payments'
