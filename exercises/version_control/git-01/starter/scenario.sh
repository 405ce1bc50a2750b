# A small project that works but was never committed: sources, and what a few days of work leave behind.

mkdir -p data __pycache__

cat > README.md <<'END'
# Corner Bakery

Prints today's price list.

    python3 prices.py
END

cat > prices.py <<'END'
"""Print the price list, cheapest first."""

import csv
import logging
import pathlib

HERE = pathlib.Path(__file__).parent

logging.basicConfig(filename=HERE / "prices.log", level=logging.INFO)


def price_list(path=HERE / "data" / "prices.csv"):
    with open(path, encoding="utf-8", newline="") as file:
        rows = [(row["item"], int(row["cents"])) for row in csv.DictReader(file)]
    logging.info("read %d prices", len(rows))
    return sorted(rows, key=lambda row: row[1])


if __name__ == "__main__":
    for item, cents in price_list():
        print(f"{item:<12}{cents / 100:>6.2f}")
END

cat > data/prices.csv <<'END'
item,cents
bread roll,65
rye bread,420
croissant,180
pretzel,95
END

cat > .env <<'END'
# How the shop's till is reached. For this computer only.
TILL_URL=https://till.example.org
TILL_PASSWORD=not-a-real-password
END

cat > prices.log <<'END'
INFO:root:read 3 prices
INFO:root:read 4 prices
INFO:root:read 4 prices
END

printf 'compiled from prices.py\n' > __pycache__/prices.cpython-312.pyc
