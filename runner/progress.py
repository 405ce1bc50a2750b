"""What a learner has tried: attempts, hints shown, and packs that were used, in one SQLite file.

Decisions:

- A rollback journal, not a write-ahead log: home folders of a class are often on NFS, where WAL's shared
  memory does not work, and we write one row a minute. A crash in the middle of a write is rolled back by the
  next reader.
- ``BEGIN IMMEDIATE`` with a busy timeout: two checks at once wait for each other, neither fails half-way.
- ``invalid`` and ``error`` are never recorded: nothing was tried, or the failure is ours.
- A pack is remembered when a learner starts from it. A workspace only names its pack; without this list a
  folder that came from elsewhere could name its own tests and be believed.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.outcome import Verdict
from runner.data_home import data_home
from runner.errors import ProgressUnavailable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

FILE_NAME = "progress.sqlite3"
_FORMAT = 1
_BUSY_SECONDS = 5.0
_SCHEMA = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS attempts (
    id INTEGER PRIMARY KEY,
    exercise TEXT NOT NULL,
    language TEXT NOT NULL,
    version TEXT NOT NULL,
    verdict TEXT NOT NULL,
    score REAL NOT NULL,
    max_score REAL NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS attempts_by_exercise ON attempts (exercise);
CREATE TABLE IF NOT EXISTS hints (exercise TEXT PRIMARY KEY, shown INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS packs (path TEXT PRIMARY KEY);
PRAGMA user_version = 1;
COMMIT;
"""
_NO_ATTEMPT = frozenset({Verdict.INVALID, Verdict.ERROR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One check that counted.

    Attributes:
        version: the exercise's content hash at that time.
        at: when, in ISO 8601 with the local offset, to the second.
    """

    exercise: str
    language: str
    version: str
    verdict: Verdict
    score: float
    max_score: float
    at: str

    @property
    def passed(self) -> bool:
        """Whether all checks passed."""
        return self.verdict is Verdict.PASSED


class Progress:
    """The store of one user. Every method raises ``ProgressUnavailable`` when the file cannot be used."""

    def __init__(self, folder: Path | None = None) -> None:
        self.file = (folder or data_home()) / FILE_NAME

    def record(self, attempt: Attempt) -> bool:
        """Keep an attempt; returns False, and keeps nothing, when its verdict counts as none."""
        if attempt.verdict in _NO_ATTEMPT:
            return False
        row = (
            attempt.exercise,
            attempt.language,
            attempt.version,
            attempt.verdict.value,
            attempt.score,
            attempt.max_score,
            attempt.at,
        )
        with self._writing() as database:
            database.execute(
                "INSERT INTO attempts (exercise, language, version, verdict, score, max_score, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            )
        return True

    def attempts(self, exercise: str | None = None) -> tuple[Attempt, ...]:
        """The attempts at one exercise or at all, oldest first."""
        query = "SELECT exercise, language, version, verdict, score, max_score, at FROM attempts"
        with self._reading() as database:
            if exercise is None:
                rows = database.execute(f"{query} ORDER BY id").fetchall()
            else:
                rows = database.execute(f"{query} WHERE exercise = ? ORDER BY id", (exercise,)).fetchall()
        return tuple(
            Attempt(
                exercise=row[0],
                language=row[1],
                version=row[2],
                verdict=Verdict(row[3]),
                score=row[4],
                max_score=row[5],
                at=row[6],
            )
            for row in rows
        )

    def passed(self) -> frozenset[str]:
        """The ids of the exercises that were passed at least once."""
        with self._reading() as database:
            rows = database.execute("SELECT DISTINCT exercise FROM attempts WHERE verdict = 'passed'").fetchall()
        return frozenset(row[0] for row in rows)

    def hints_shown(self, exercise: str) -> int:
        """How many hints of the exercise were shown."""
        with self._reading() as database:
            row = database.execute("SELECT shown FROM hints WHERE exercise = ?", (exercise,)).fetchone()
        return int(row[0]) if row else 0

    def show_hints(self, exercise: str, count: int) -> None:
        """Remember that so many hints of the exercise have been shown."""
        with self._writing() as database:
            database.execute(
                "INSERT INTO hints (exercise, shown) VALUES (?, ?)"
                " ON CONFLICT (exercise) DO UPDATE SET shown = max(shown, excluded.shown)",
                (exercise, count),
            )

    def remember_pack(self, pack: Path) -> None:
        """Remember that this user works with the pack."""
        with self._writing() as database:
            database.execute("INSERT OR IGNORE INTO packs (path) VALUES (?)", (str(pack),))

    def knows_pack(self, pack: Path) -> bool:
        """Whether this user has started an exercise of the pack."""
        with self._reading() as database:
            return database.execute("SELECT 1 FROM packs WHERE path = ?", (str(pack),)).fetchone() is not None

    def check_writable(self) -> None:
        """Raise ``ProgressUnavailable`` unless an attempt could be kept now."""
        with self._writing():
            pass

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._open(make=True) as database:
            database.execute("BEGIN IMMEDIATE")
            yield database
            database.execute("COMMIT")  # without it, closing rolls back

    def _reading(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        return self._open(make=False)

    @contextlib.contextmanager
    def _open(self, *, make: bool) -> Iterator[sqlite3.Connection]:
        import sqlite3

        try:
            if make:
                self.file.parent.mkdir(parents=True, exist_ok=True)
            # Nothing is on file yet for one who only reads: an empty store says so without making one.
            place = self.file if make or self.file.exists() else ":memory:"
            database = sqlite3.connect(place, timeout=_BUSY_SECONDS, isolation_level=None)
            try:
                self._prepare(database)
                yield database
            finally:
                database.close()
        except (OSError, sqlite3.Error, ValueError) as error:
            raise ProgressUnavailable(
                f"progress cannot be used: {error}",
                where=str(self.file),
                next_step="check the folder's permissions, or move the file away to begin a new one",
            ) from error

    def _prepare(self, database: sqlite3.Connection) -> None:
        (found,) = database.execute("PRAGMA user_version").fetchone()
        if found == 0:
            database.executescript(_SCHEMA)
        elif found > _FORMAT:
            raise ProgressUnavailable(
                "progress was written by a newer kata", where=str(self.file), next_step="update kata"
            )


def now() -> str:
    """This moment as ``Attempt.at`` has it."""
    import datetime as dt

    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


def streak_days(attempts: tuple[Attempt, ...], today: date) -> int:
    """On how many days in a row, up to today or yesterday, something was passed."""
    import datetime as dt

    days = {dt.datetime.fromisoformat(attempt.at).date() for attempt in attempts if attempt.passed}
    one = dt.timedelta(days=1)
    day = today if today in days else today - one
    count = 0
    while day in days:
        count += 1
        day -= one
    return count
