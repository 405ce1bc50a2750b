"""Make the stand's data: ``python make_data.py`` writes tests/stand.sql and the learner's copy of it."""

from __future__ import annotations

import random
from pathlib import Path

SCHEMA = """\
-- The sales of a market stand. Load it with:  sqlite3 stand.db < stand.sql
DROP TABLE IF EXISTS sales;
DROP TABLE IF EXISTS products;

CREATE TABLE products (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE sales (
    id         INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES products (id),
    sold_on    TEXT NOT NULL,                          -- '2024-01-31'
    quantity   INTEGER NOT NULL CHECK (quantity > 0)
);
"""

PRODUCTS = ["Honey", "Apple juice", "Goat cheese", "Plum jam", "Rye bread"]
MONTHS = ["2023-12", "2024-01", "2024-02", "2024-12"]
TIED_MONTH, TIED, BEST = "2024-02", (2, 4), 13


def sales() -> list[tuple[int, int, str, int]]:
    """Some sales a month; in one of them two products share the first place."""
    rng = random.Random(23)
    found: list[tuple[str, int, int]] = []
    for month in MONTHS:
        made = [
            (f"{month}-{rng.randint(1, 28):02}", rng.randint(1, len(PRODUCTS)), rng.randint(1, 5)) for _ in range(7)
        ]
        if month == TIED_MONTH:
            for product in TIED:
                sold = sum(quantity for _, other, quantity in made if other == product)
                made.append((f"{month}-{rng.randint(1, 28):02}", product, BEST - sold))
        found += made
    return [(number, product, day, quantity) for number, (day, product, quantity) in enumerate(sorted(found), start=1)]


def script() -> str:
    """The whole of stand.sql."""
    products = list(enumerate(PRODUCTS, start=1))
    return f"{SCHEMA}\n{insert('products', products)}\n{insert('sales', sales())}"


def insert(table: str, rows: list[tuple[int | str, ...]]) -> str:
    """One INSERT of all rows."""
    lines = [f"    ({', '.join(map(literal, row))})" for row in rows]
    return f"INSERT INTO {table} VALUES\n" + ",\n".join(lines) + ";\n"


def literal(value: int | str) -> str:
    """A value as SQL writes it."""
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


if __name__ == "__main__":
    here = Path(__file__).parent
    for folder in ("tests", "starter"):
        (here / folder / "stand.sql").write_text(script(), encoding="utf-8")
