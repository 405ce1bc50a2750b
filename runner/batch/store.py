"""Every result of a batch, in one SQLite file.

A result is kept under a key: the hash of all that it depends on, which is the submission's content, the
exercise's, the image's digest, the version of what grades, and the seed. So an unchanged submission costs
nothing, a changed exercise is graded again, and two machines that graded the same thing agree on its name.

Decisions:

- One transaction for each result, with SQLite's own rollback journal and full synchronisation: a result that was
  told to be finished survives a crash of the machine, and one that was being written is not there.
- A result and who it belongs to are two tables: the same file handed in by two learners is graded once.
- ``error`` is never kept as a result: it is graded again by the next run. It is noted with its learner, so that
  a gradebook can tell what is missing.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import sqlite3
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from graders.outcome import Verdict
from runner.batch.model import Graded, Handed
from runner.errors import ReportFormatError, StoreUnusable
from runner.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMAT = 1
FILE_NAME = "kata-results.sqlite3"
_BUSY_SECONDS = 30.0
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_ROOM_BYTES = 1 << 16
"""What a result and the journal of its transaction may well need."""
_APPLICATION_ID = 0x6B617461  # "kata"
_SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS results (
    key TEXT PRIMARY KEY,
    report TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS graded (
    learner TEXT NOT NULL,
    exercise TEXT NOT NULL,
    language TEXT NOT NULL,
    place TEXT NOT NULL,
    key TEXT REFERENCES results (key),
    failure TEXT,
    PRIMARY KEY (learner, exercise)
) WITHOUT ROWID;
PRAGMA application_id = {_APPLICATION_ID};
PRAGMA user_version = {FORMAT};
COMMIT;
"""


def key_of(files: Mapping[str, bytes], *, exercise: str, language: str, image: str, seed: int) -> str:
    """The name of a result.

    Args:
        files: the submission.
        exercise: the exercise's id and version.
        language: what it is solved in.
        image: what identifies where it runs: the backend, and the image's digest where there is one.
        seed: what the random choices of the tests come from.
    """
    digest = hashlib.sha256()
    digest.update(json.dumps([grader_version(), exercise, language, image, seed]).encode())
    for name in sorted(files):
        digest.update(f"\0{name}\0{len(files[name])}\0".encode("utf-8", "surrogateescape"))
        digest.update(files[name])
    return digest.hexdigest()


@cache
def grader_version() -> str:
    """A hash of all of our code that a grade depends on."""
    digest = hashlib.sha256()
    root = Path(__file__).parents[2]
    for package in ("graders", "sandbox"):
        for file in sorted((root / package).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _as_kept(place: Path) -> str | bytes:
    """A path as text where it is one, and else as the bytes that it is."""
    try:
        str(place).encode()
    except UnicodeEncodeError:
        return os.fsencode(place)
    return str(place)


class Store:
    """The results of one batch. Safe for several processes; every method raises ``StoreUnusable``.

    Args:
        file: where; made when it is not there.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        with self._explained():
            file.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(file, timeout=_BUSY_SECONDS, isolation_level=None)
            self._database.execute("PRAGMA synchronous = FULL")
            self._database.execute("PRAGMA foreign_keys = ON")
            self._prepare()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def known(self, key: str) -> Report | None:
        """The result of that name, if there is one."""
        with self._explained():
            row = self._database.execute("SELECT report FROM results WHERE key = ?", (key,)).fetchone()
        return self._report(row[0]) if row else None

    def keep(self, graded: Graded) -> None:
        """Keep a result, and whose it is; all of it or nothing, and once however often it is kept."""
        handed = graded.handed
        is_result = graded.report.verdict is not Verdict.ERROR
        report = graded.report.to_json()
        with self._writing() as database:
            if is_result:
                database.execute(
                    "INSERT INTO results (key, report) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
                    (graded.key, report),
                )
            database.execute(
                "INSERT INTO graded (learner, exercise, language, place, key, failure) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (learner, exercise) DO UPDATE SET language = excluded.language,"
                " place = excluded.place, key = excluded.key, failure = excluded.failure",
                (
                    handed.learner,
                    handed.exercise,
                    graded.language,
                    _as_kept(handed.place),
                    graded.key if is_result else None,
                    None if is_result else report,
                ),
            )

    def all(self) -> list[Graded]:
        """The latest of each learner and exercise, in their order."""
        with self._explained():
            rows = self._database.execute(
                "SELECT learner, exercise, language, place, graded.key, coalesce(report, failure) FROM graded"
                " LEFT JOIN results ON results.key = graded.key ORDER BY learner, exercise"
            ).fetchall()
        return [
            Graded(
                handed=Handed(learner=learner, exercise=exercise, place=Path(os.fsdecode(place))),
                language=language,
                report=self._report(report),
                key=key or "",
                cached=True,
            )
            for learner, exercise, language, place, key, report in rows
        ]

    def take_in(self, other: Path) -> int:
        """Take in everything of another store; how many results were new. What is newer there is not known: here wins.

        Raises:
            StoreUnusable: the other file is no store of ours.
        """
        if not other.is_file():
            raise StoreUnusable("there is no such file of results", where=str(other))
        if other.samefile(self.file):
            return 0
        Store(other).close()
        with self._explained():
            self._database.execute("ATTACH ? AS other", (str(other),))
        try:
            with self._writing() as database:
                before = database.total_changes
                database.execute("INSERT INTO results SELECT * FROM other.results WHERE true ON CONFLICT DO NOTHING")
                new = database.total_changes - before
                database.execute(
                    "INSERT INTO graded SELECT * FROM other.graded WHERE true ON CONFLICT (learner, exercise)"
                    " DO UPDATE SET key = excluded.key, failure = excluded.failure, language = excluded.language,"
                    " place = excluded.place WHERE graded.key IS NULL"
                )
        finally:
            with self._explained():
                self._database.execute("DETACH other")
        return new

    # --- inside ---------------------------------------------------------------------------------------

    def _report(self, text: str) -> Report:
        try:
            return Report.from_json(text)
        except ReportFormatError as error:
            raise StoreUnusable(
                f"a result in it is damaged: {error}",
                where=str(self.file),
                next_step="name another file, and grade again",
            ) from error

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._explained():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            full = "full" in str(error) or getattr(error, "errno", 0) in _NO_ROOM or self._no_room()
            raise StoreUnusable(
                "there is no room left for the results" if full else f"the results cannot be used: {error}",
                where=str(self.file),
                next_step="free some space and run the same command again: what is finished is kept"
                if full
                else "name another file with --results FILE, or mend this one's permissions",
            ) from error

    def _no_room(self) -> bool:
        """Whether the disk is as good as full: SQLite does not always say so."""
        try:
            return shutil.disk_usage(self.file.parent).free < _ROOM_BYTES
        except OSError:
            return False

    def _prepare(self) -> None:
        (found,) = self._database.execute("PRAGMA user_version").fetchone()
        if found == 0:
            (tables,) = self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables:
                raise StoreUnusable("this is a database of something else", where=str(self.file))
            self._database.executescript(_SCHEMA)
            (found,) = self._database.execute("PRAGMA user_version").fetchone()
        if found != FORMAT:
            raise StoreUnusable(
                "the results were written by a newer kata", where=str(self.file), next_step="update kata"
            )
