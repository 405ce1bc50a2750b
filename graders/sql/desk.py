"""A database on a server in a sandbox, with the exercise's tables: filled by its superuser, queried by ``reader``."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.errors import ExerciseInvalid, LinkBroken
from graders.sql.engine import LIMITS, Refusal, RefusalKind, Rows
from graders.sql.link import DATABASE
from sandbox.errors import EndReason, SandboxFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graders.sql.engine import Answer
    from graders.sql.link import Dialect, Link
    from graders.sql.schema import Database, Schema
    from sandbox.errors import SessionEnded
    from sandbox.services.running import Running

AUTHOR_SECONDS = 30.0
"""What a statement of an author's may take."""


class Desk:
    """One server with one database of the exercise's tables on it.

    Args:
        dialect: the server's.
        running: the server.
        schema: the tables.

    Raises:
        SandboxFailed: the server does not answer.
        ExerciseInvalid: it does not take the schema.
    """

    def __init__(self, dialect: Dialect, running: Running, schema: Schema) -> None:
        self.dialect = dialect
        self.running = running
        self._schema = schema
        self._loaded: Database | None = None
        self._reader: Link | None = None
        self._superuser: Link | None = None
        try:
            first = dialect.connect(running.address, user=dialect.superuser, database=dialect.home)
            complaint = first.attempt(f"DROP DATABASE IF EXISTS {DATABASE}")
            complaint = complaint or first.attempt(f"CREATE DATABASE {DATABASE}")
            first.close()
            complaint = complaint or self._author.attempt(dialect.making(schema))
        except LinkBroken as broken:
            raise self._silent(broken) from broken
        if complaint:
            raise ExerciseInvalid(f"{dialect.title} does not take the exercise's tables: {complaint.message}")

    def _silent(self, broken: LinkBroken) -> SandboxFailed:
        return SandboxFailed(f"{self.dialect.title} does not answer: {broken}\n{self.running.log()}")

    @property
    def _author(self) -> Link:
        if self._superuser is None:
            user, address = self.dialect.superuser, self.running.address
            self._superuser = self.dialect.connect(address, user=user, database=DATABASE, seconds=AUTHOR_SECONDS)
        return self._superuser

    def load(self, database: Database) -> bool:
        """Have these rows in the tables; False when the server is against one. Raises ``LinkBroken``."""
        if self._loaded == database:
            return True
        self._loaded = None
        if self._author.attempt(self.dialect.filling(self._schema, database)):
            self._author.attempt("ROLLBACK")
            return False
        self._loaded = database
        return True

    def read(self, query: str, *, seconds: float) -> Answer:
        """What a learner's query gives. Raises ``LinkBroken``."""
        if self._reader is None:
            self._reader = self.dialect.connect(self.running.address, user="reader", database=DATABASE, seconds=seconds)
        answer = self._reader.answer(query, seconds=seconds)
        if isinstance(answer, Refusal):  # whatever state it has left behind
            self._reader.close()
            self._reader = None
        return answer

    def author(self, query: str) -> Rows:
        """What an author's query gives. Raises ``ExerciseInvalid`` when it fails."""
        try:
            answer = self._author.answer(query, seconds=AUTHOR_SECONDS)
        except LinkBroken as broken:
            raise self._silent(broken) from broken
        if isinstance(answer, Refusal):
            raise ExerciseInvalid(f"the exercise's own query fails: {answer.kind.value} {answer.message}\n{query}")
        return answer

    def prepare(self, script: str) -> None:
        """Carry out statements of an author's. Raises ``ExerciseInvalid`` when they fail."""
        complaint = self._author.attempt(script)
        if complaint:
            raise ExerciseInvalid(f"{self.dialect.title} does not take what the exercise has: {complaint}\n{script}")

    def hang_up(self) -> None:
        """Close the connections, and wait until that has arrived. The next question makes new ones."""
        for link in (self._superuser, self._reader):
            if link is not None:
                link.close()
        self._superuser = self._reader = None
        self.running.settle()


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxServer:
    """A server in the sandbox where the learner's query runs. See ``graders.sql.engine.Engine``.

    Attributes:
        desk: the database.
        end: ends the session, and gives what is to be raised.
        seconds: how long all databases of one request may take.
    """

    desk: Desk
    end: Callable[[EndReason, str], SessionEnded]
    seconds: float

    @property
    def dialect(self) -> str:
        """See ``Engine``."""
        return self.desk.dialect.sqlglot

    def ask(self, query: str, databases: Sequence[Database]) -> Callable[[], list[Answer]]:
        """See ``Engine``. All of it happens when the answers are asked for: the reference has a server of its own."""

        def answers() -> list[Answer]:
            found: list[Answer] = []
            deadline = time.monotonic() + self.seconds
            try:
                for database in databases:
                    left = deadline - time.monotonic()
                    answer = self._answer(query, database, left) if left > 0 else Refusal(kind=RefusalKind.TIME)
                    found.append(answer)
                    if isinstance(answer, Refusal) and answer.kind in LIMITS:
                        break
            except LinkBroken as broken:
                raise self._broken(broken) from broken
            return found

        return answers

    def _answer(self, query: str, database: Database, seconds: float) -> Answer:
        if not self.desk.load(database):
            raise ExerciseInvalid(f"{self.desk.dialect.title} does not take a database of the tests: {database}")
        return self.desk.read(query, seconds=seconds)

    def _broken(self, broken: LinkBroken) -> SessionEnded:
        title = self.desk.dialect.title
        if b"terminated by signal 9" in self.desk.running.log().encode() or not self.desk.running.runs:
            return self.end(EndReason.MEMORY_LIMIT, f"The query used more memory than it may, and {title} was stopped.")
        said = self.desk.running.last_words()
        return self.end(EndReason.CRASHED, f"{title} broke the connection off while the query ran: {broken}\n{said}")
