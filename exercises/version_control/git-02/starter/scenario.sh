# The bakery's project with a short history, all of it on main.

as Colleague
mkdir -p data

cat > README.md <<'END'
# Corner Bakery

Prints today's price list, cheapest first:

    python3 prices.py

## What is sold

- bread roll
- rye bread
- croissant
END

cat > data/prices.csv <<'END'
item,cents
bread roll,65
croissant,180
rye bread,420
END

at 2024-03-04T09:10
git add .
git commit --quiet -m 'Describe the shop and its prices'

cat > prices.py <<'END'
"""Print the price list, cheapest first."""

import csv
import pathlib

PRICES = pathlib.Path(__file__).parent / "data" / "prices.csv"


def price_list(path=PRICES):
    with open(path, encoding="utf-8", newline="") as file:
        rows = [(row["item"], int(row["cents"])) for row in csv.DictReader(file)]
    return sorted(rows, key=lambda row: row[1])


if __name__ == "__main__":
    for item, cents in price_list():
        print(f"{item:<12}{cents / 100:>6.2f}")
END

at 2024-03-05T14:30
git add .
git commit --quiet -m 'Print the price list'

printf '__pycache__/\n' > .gitignore

at 2024-03-06T08:45
git add .
git commit --quiet -m 'Ignore compiled files'
