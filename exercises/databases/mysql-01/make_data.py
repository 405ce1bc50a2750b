"""Make the bakery's data: ``python make_data.py`` writes tests/bakery.sql and the learner's copy of it."""

from __future__ import annotations

import random
from pathlib import Path

SCHEMA = """\
-- The orders of a bakery. Load it with:  mariadb bakery < bakery.sql
DROP TABLE IF EXISTS orders;
DROP TABLE IF EXISTS customers;

CREATE TABLE customers (
    id   INTEGER PRIMARY KEY,
    name VARCHAR(40) NOT NULL UNIQUE,
    town VARCHAR(40) NOT NULL
);

CREATE TABLE orders (
    id          INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    placed_on   DATE NOT NULL,
    status      VARCHAR(10) NOT NULL CHECK (status IN ('paid', 'open', 'cancelled')),
    cents       INTEGER NOT NULL CHECK (cents > 0)
);
"""

CUSTOMERS = [("Old Mill", "Hexham"), ("Harbour Cafe", "Whitby"), ("Beck Lodge", "Hexham"), ("Abbey School", "Whitby")]
DAYS = ["2024-02-29", "2024-03-01", "2024-03-01", "2024-03-11", "2024-03-31", "2024-04-02", "2024-04-02", "2024-04-30"]
AMOUNTS = [850, 1200, 1200, 2340, 4100]


def orders() -> list[tuple[int, int, str, str, int]]:
    """The orders of three months: April's first customer orders twice, and one in four is not paid."""
    rng = random.Random(4)
    made = []
    for number, day in enumerate(DAYS, start=1):
        status = "cancelled" if number % 5 == 0 else "open" if number % 4 == 0 else "paid"
        customer = 2 if day == "2024-04-02" else rng.randint(1, len(CUSTOMERS))
        made.append((number, customer, day, status, rng.choice(AMOUNTS)))
    return made


def script() -> str:
    """The whole of bakery.sql."""
    customers = [(number, *row) for number, row in enumerate(CUSTOMERS, start=1)]
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
        (here / folder / "bakery.sql").write_text(script(), encoding="utf-8")
