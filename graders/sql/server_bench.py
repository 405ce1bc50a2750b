"""The trusted side for a query on a server: the rules of the data are SQLite's, the rows of the reference the server's.

An exercise's data is written so that SQLite takes it as well (``graders.sql.schema``): databases are made there, a
thousand times quicker than on a server. What has to be known of the server's own dialect (the reference's rows, and
conditions of a check) is asked of a server in a sandbox of its own, in which no learner's text ever runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.errors import ExerciseInvalid, LinkBroken
from graders.sql.workbench import EXPECTED, Workbench, statement_alone
from sandbox.errors import SandboxFailed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.sql.desk import Desk
    from graders.sql.engine import Rows
    from graders.sql.schema import Schema, Value


class ServerBench(Workbench):
    """A workbench whose queries run on a server. ``desk`` is where: no other thing may be done there meanwhile."""

    def __init__(self, schema: Schema, reference: str, desk: Desk) -> None:
        super().__init__(schema, "")
        self._reference_text = statement_alone(reference)
        self._desk = desk
        self._is_there = False
        desk.prepare(f"CREATE VIEW {EXPECTED} AS {self._reference_text}")

    def expected(self) -> Rows:
        """What the reference query gives here."""
        return self.query(self._reference_text)

    def query(self, sql: str) -> Rows:
        """What an author's query gives on the server. Raises ``ExerciseInvalid`` when it fails."""
        if not self.taken():
            raise ExerciseInvalid(f"{self._desk.dialect.title} does not allow these rows: {self.database()}")
        return self._desk.author(sql)

    def taken(self) -> bool:
        """Whether the server takes the rows that are here; it has them then."""
        if not self._is_there:
            try:
                self._is_there = self._desk.load(self.database())
            except LinkBroken as broken:
                raise SandboxFailed(f"{self._desk.dialect.title} does not answer: {broken}") from broken
        return self._is_there

    def holds(self, condition: str) -> bool:
        """Whether a condition of SQL holds for the rows that are here."""
        return bool(self.query(f"SELECT 1 FROM (SELECT 1) AS one_row WHERE {condition}").rows)  # noqa: S608  (the author's own)

    def clear(self) -> None:
        """Empty all tables."""
        self._is_there = False
        super().clear()

    def insert(self, table: str, row: Sequence[Value]) -> bool:
        """Put a row in; False when a constraint is against it."""
        self._is_there = False
        return super().insert(table, row)

    def insert_all(self, table: str, rows: Sequence[Sequence[Value]]) -> None:
        """Put in those of the rows that the constraints allow."""
        self._is_there = False
        super().insert_all(table, rows)

    def close(self) -> None:
        """Let go of both."""
        self._desk.hang_up()
        super().close()
