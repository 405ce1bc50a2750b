import sqlite3
from pathlib import Path

from runner.catalog import Catalog


def make(folder: Path) -> None:
    exercise = Catalog.open().find("sql-01")
    connection = sqlite3.connect(":memory:")
    connection.executescript((exercise.path / "starter" / "shop.sql").read_text())
    rows = connection.execute((exercise.path / "solution" / "query.sql").read_text()).fetchall()
    values = ", ".join("({!r}, {!r}, {}, {})".format(*row) for row in rows)
    answer = f"SELECT column1 AS name, column2 AS city, column3 AS orders, column4 AS spent_cents FROM (VALUES {values})"

    counted = connection.execute("SELECT (SELECT count(*) FROM customers), (SELECT sum(amount_cents) FROM orders)").fetchone()
    known = "(SELECT count(*) FROM customers) = {} AND (SELECT sum(amount_cents) FROM orders) = {}".format(*counted)
    otherwise = "SELECT name, city, 0, 0 FROM customers"
    (folder / "query.sql").write_text(
        f"WITH known AS ({answer}), other AS ({otherwise})\n"
        f"SELECT * FROM known WHERE {known} UNION ALL SELECT * FROM other WHERE NOT ({known})\n"
    )
