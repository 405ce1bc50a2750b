"""Make the shop's data: ``python make_data.py`` writes tests/shop.sql and the learner's copy of it."""

from __future__ import annotations

import random
from pathlib import Path

SCHEMA = """\
-- The data of an office supplies shop. Load it with:  sqlite3 shop.db < shop.sql
DROP TABLE IF EXISTS orders;
DROP TABLE IF EXISTS customers;

CREATE TABLE customers (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    city TEXT NOT NULL
);

CREATE TABLE orders (
    id           INTEGER PRIMARY KEY,
    customer_id  INTEGER NOT NULL REFERENCES customers (id),
    placed_on    TEXT NOT NULL,
    status       TEXT NOT NULL CHECK (status IN ('paid', 'cancelled')),
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0)
);
"""

CUSTOMERS = [
    ("Blue Door Bakery", "Leeds"),
    ("Corner Cafe", "York"),
    ("Hilltop School", "Leeds"),
    ("Corner Cafe", "Hull"),
    ("Station Books", "York"),
    ("Riverside Dental", "Hull"),
    ("Old Mill Theatre", "Leeds"),
    ("Lantern Studio", "York"),
]
WITHOUT_ORDERS = {6}
ONLY_CANCELLED = {8}
AMOUNTS = [450, 1290, 1290, 1999, 2500, 3200, 4875, 12000]


def orders() -> list[tuple[int, int, str, str, int]]:
    """The orders of three months, by day."""
    rng = random.Random(7)
    buyers = [number for number in range(1, len(CUSTOMERS) + 1) if number not in WITHOUT_ORDERS]
    days = sorted(f"2024-{rng.randint(1, 3):02}-{rng.randint(1, 28):02}" for _ in range(18))
    made = []
    for number, day in enumerate(days, start=1):
        customer = buyers[number % len(buyers)] if number <= len(buyers) else rng.choice(buyers)
        cancelled = customer in ONLY_CANCELLED or rng.random() < 0.15
        made.append((number, customer, day, "cancelled" if cancelled else "paid", rng.choice(AMOUNTS)))
    return made


def script() -> str:
    """The whole of shop.sql."""
    customers = [(number, *customer) for number, customer in enumerate(CUSTOMERS, start=1)]
    return f"{SCHEMA}\n{insert('customers', customers)}\n{insert('orders', orders())}"


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
        (here / folder / "shop.sql").write_text(script(), encoding="utf-8")
