"""What was handed in to a SQL exercise, and what its checks share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.errors import SubmissionInvalid
from graders.sql.tokens import literals, scan
from graders.sql.values import Pools, pools

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.sql.desk import Desk
    from graders.sql.engine import Rows
    from graders.sql.exercise import SqlExercise
    from graders.sql.workbench import Workbench
    from sandbox.errors import SessionEnded

MAX_CONSTANTS = 12
"""Texts, and numbers, of the learner's query that databases are made with. Thousands would crowd out all others."""


@dataclass(slots=True, kw_only=True)
class SqlRun:
    """One submission while its checks run.

    Attributes:
        exercise: the data and the reference.
        bench: where the reference runs.
        text: the learner's query.
        file: its name.
        dialect: its SQL, as sqlglot names it.
        title: the engine that it runs on, as people write it.
        desk: where it runs, if that is a server.
        sample_answer: what it gave on the exercise's own data, once it ran there.
        stalled: the end of the check in which it used up its time or memory; it would in the others as well.
    """

    exercise: SqlExercise
    bench: Workbench
    text: str
    file: str
    dialect: str = "sqlite"
    title: str = "SQLite"
    desk: Desk | None = None
    sample_answer: Rows | None = None
    stalled: SessionEnded | None = None
    _pools: Pools | None = None

    @property
    def pools(self) -> Pools:
        """What columns of databases that are made may hold: the constants of both queries are among it."""
        if self._pools is None:
            known = literals(scan(self.exercise.reference))
            added = literals(scan(self.text)).without(known).few(MAX_CONSTANTS)
            self._pools = pools(self.bench, self.exercise.sample, known | added)
        return self._pools


def read_text(files: Mapping[str, bytes], name: str) -> str:
    """A handed-in file as text.

    Raises:
        SubmissionInvalid: it is missing, or not text in UTF-8.
    """
    if name not in files:
        raise SubmissionInvalid(f"{name} is missing. Hand in the query in a file of this name.")
    data = files[name]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SubmissionInvalid(f"{name} is saved as UTF-16. Save it as UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SubmissionInvalid(f"{name} is not text in UTF-8: see line {line}. Save it as UTF-8.") from None
    if "\0" in text:
        raise SubmissionInvalid(f"{name} holds a NUL character: it looks like a binary file, not like a query.")
    return text
