"""Make the yard's data: ``python make_data.py`` writes tests/yard.sql and the learner's copy of it."""

from __future__ import annotations

from pathlib import Path

SCRIPT = """\
-- The people of a shipyard and whom they report to. Load it with:  sqlite3 yard.db < yard.sql
DROP TABLE IF EXISTS employees;

CREATE TABLE employees (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    manager_id INTEGER REFERENCES employees (id),    -- NULL: reports to nobody
    left_on    TEXT                                  -- '2024-01-31'; NULL: still works here
);

INSERT INTO employees VALUES
    (7, 'Ines', NULL, NULL),
    (3, 'Otto', 7, NULL),
    (5, 'Maya', 7, '2024-02-29'),
    (1, 'Theo', 5, NULL),
    (9, 'Lena', 5, NULL),
    (2, 'Otto', 1, NULL),
    (8, 'Ruth', 3, '2023-11-15'),
    (4, 'Paul', NULL, NULL),
    (6, 'Nora', 4, NULL);
"""

if __name__ == "__main__":
    here = Path(__file__).parent
    for folder in ("tests", "starter"):
        (here / folder / "yard.sql").write_text(SCRIPT, encoding="utf-8")
