"""Make the club's data: ``python make_data.py`` writes tests/club.sql and the learner's copy of it."""

from __future__ import annotations

import random
from pathlib import Path

SCHEMA = """\
-- The accounts of a sports club. Load it with:  sqlite3 club.db < club.sql
DROP TABLE IF EXISTS bookings;
DROP TABLE IF EXISTS accounts;

CREATE TABLE accounts (
    name          TEXT PRIMARY KEY NOT NULL,
    opening_cents INTEGER NOT NULL             -- the balance before the first booking
);

CREATE TABLE bookings (
    id           INTEGER PRIMARY KEY,
    account      TEXT NOT NULL REFERENCES accounts (name),
    booked_on    TEXT NOT NULL,                -- '2024-01-31'
    amount_cents INTEGER NOT NULL              -- below zero when it was paid out
);
"""

ACCOUNTS = [("bank", 125000), ("cash box", 30000), ("donations", 15000), ("savings", 300000)]
AMOUNTS = [-12000, -4550, -999, 500, 2500, 2500, 7500, 18000]


def bookings() -> list[tuple[int, str, str, int]]:
    """The bookings of a spring. Some were entered late, so ids do not follow the days."""
    rng = random.Random(5)
    active = [name for name, _ in ACCOUNTS if name != "savings"]
    days = ["2024-03-01", "2024-03-01", "2024-03-04", "2024-03-08", "2024-03-08", "2024-03-15"]
    made = [(rng.choice(active), rng.choice(days), rng.choice(AMOUNTS)) for _ in range(14)]
    made.sort(key=lambda booking: booking[1])
    made[2], made[9] = made[9], made[2]
    made[5], made[12] = made[12], made[5]
    return [(number, *booking) for number, booking in enumerate(made, start=1)]


def script() -> str:
    """The whole of club.sql."""
    return f"{SCHEMA}\n{insert('accounts', ACCOUNTS)}\n{insert('bookings', bookings())}"


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
        (here / folder / "club.sql").write_text(script(), encoding="utf-8")
