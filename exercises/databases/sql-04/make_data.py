"""Make the club's data: ``python make_data.py`` writes tests/club.sql and the learner's copy of it."""

from __future__ import annotations

from pathlib import Path

SCRIPT = """\
-- The members of a sports club, typed in at several desks. Load it with:  sqlite3 club.db < club.sql
DROP TABLE IF EXISTS members;

CREATE TABLE members (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    email      TEXT NOT NULL,
    changed_on TEXT NOT NULL          -- '2024-01-31'
);

INSERT INTO members VALUES
    (1, 'Ada Byrne', 'ada@example.org', '2024-01-10'),
    (2, 'Bo Lind', 'bo@example.org', '2024-02-01'),
    (3, 'Ada Byrne-Hill', 'ADA@example.org', '2024-03-05'),
    (4, 'Cleo Marsh', 'cleo@example.org', '2023-12-24'),
    (5, 'Bo Lind', 'bo@example.org', '2024-02-01'),
    (6, 'Bo Lind', 'bo.lind@example.org', '2023-06-30'),
    (7, 'A. Byrne', 'Ada@example.org', '2023-11-02'),
    (8, 'Dee Okafor', 'dee@example.org', '2024-01-15');
"""

if __name__ == "__main__":
    here = Path(__file__).parent
    for folder in ("tests", "starter"):
        (here / folder / "club.sql").write_text(SCRIPT, encoding="utf-8")
