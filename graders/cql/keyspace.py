"""A keyspace made for one check, where the learner's statements run: what a hidden test holds as ``keyspace``.

The learner's role may make tables in it and use them, and nothing else; the tests' own statements run in that role,
too. Nothing but CQL is handed in, so what the server says of itself, its trace and its tables, is the server's word.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, TypeVar

from graders.cql import tables as described
from graders.cql.errors import Complained, TookTooLong, TooManyRows
from graders.cql.found import Found
from graders.cql.link import Link
from graders.cql.messages import at, fail, refusal, told
from graders.cql.reads import reads
from graders.cql.script import Statement, refused, statements
from graders.cql.tables import KEYSPACE, Table
from graders.errors import ExerciseInvalid, LinkBroken
from graders.sql.show import cell, sentence
from graders.sql.submission import read_text
from sandbox.errors import EndReason, SandboxFailed, SessionEnded
from sandbox.services.cassandra import LEARNER, SUPERUSER, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cassandra.query import PreparedStatement

    from graders.grading import Grading
    from sandbox.services.running import Running
    from sandbox.session import Session

Result = TypeVar("Result")
_MAKING = (
    f"DROP KEYSPACE IF EXISTS {KEYSPACE}",
    (
        f"CREATE KEYSPACE {KEYSPACE} WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 1}} "
        "AND durable_writes = false"
    ),
    f"GRANT CREATE ON KEYSPACE {KEYSPACE} TO {LEARNER}",
)
_MAKING_SECONDS = 30.0


class Keyspace:
    """The keyspace of one check.

    Args:
        running: the server.
        session: the sandbox.
        grading: what was handed in.
        seconds: what a statement may take.

    Raises:
        SandboxFailed: the server does not answer. The session is closed.
    """

    def __init__(self, running: Running, session: Session, grading: Grading, *, seconds: float) -> None:
        self._running = running
        self._session = session
        self._files = grading.files
        self._seconds = seconds
        self._prepared: dict[str, list[tuple[Statement, PreparedStatement]]] = {}
        self._links: list[Link] = []
        try:
            self._superuser = self._connected(SUPERUSER, seconds=_MAKING_SECONDS)
            for statement in _MAKING:
                self._superuser.author(statement)
            self._learner = self._connected(LEARNER, keyspace=KEYSPACE, seconds=seconds)
        except LinkBroken as broken:
            log = running.log()
            self.close()
            session.close()
            raise SandboxFailed(f"Cassandra does not answer: {broken}\n{log}") from broken

    def _connected(self, role: str, *, keyspace: str | None = None, seconds: float) -> Link:
        link = Link(self._running.address, role, keyspace=keyspace, seconds=seconds)
        self._links.append(link)
        return link

    # --- what was handed in ---------------------------------------------------------------------------

    def text(self, file: str) -> str:
        """A file as handed in. Raises ``SubmissionInvalid`` where it is missing, or no text."""
        return read_text(self._files, file)

    def statements(self, file: str) -> list[Statement]:
        """The statements of a file; the check fails where one is not given to the server at all."""
        text = self.text(file)
        found = statements(text)
        why, offset = refused(text, found, file)
        if why:
            fail(f"{why}.{at(file, text, offset)}")
        return found

    def apply(self, file: str = "schema.cql") -> None:
        """Carry out a file statement by statement; the check fails where the server is against one."""
        text = self.text(file)
        for statement in self.statements(file):
            self._guarded(lambda one=statement: self._learner.answer(one.text), file, text, statement)  # type: ignore[misc]

    def run(self, file: str, *records: Mapping[str, object]) -> None:
        """Carry out all statements of a file once for each record: names of values, and the values."""
        works = []
        for record in records:
            for statement, prepared in self._statements(file, record):
                works.append((prepared, self._values(statement, prepared, record, file)))
        self._guarded(lambda: self._learner.carry_out(works), file, self.text(file), None)

    def ask(self, file: str, **values: object) -> Found:
        """The rows of the one query in a file, with what the server read for it."""
        ready = self._statements(file, values)
        text = self.text(file)
        if len(ready) != 1 or ready[0][0].words[:1] != ("SELECT",):
            fail(f"{file} has to hold one SELECT and nothing else; it holds {len(ready)} statements.")
        statement, prepared = ready[0]
        bound = self._values(statement, prepared, values, file)
        answer = self._guarded(lambda: self._learner.answer(prepared, bound, trace=True), file, text, statement)
        try:
            seen = reads(self._superuser.trace(answer.trace), self.tables)
        except LinkBroken as broken:
            raise self._broken(broken) from broken
        listed = ", ".join(f"{name} = {cell(told(value))}" for name, value in values.items())
        return Found(columns=answer.columns, rows=answer.rows, reads=seen, asked=f"{file} with {listed}")

    def no_filtering(self, file: str, rule: str) -> None:
        """Fail where a statement of a file has ALLOW FILTERING; ``rule`` is the one that it breaks."""
        for statement in self.statements(file):
            if statement.allows_filtering:
                place = at(file, self.text(file), statement.offset)
                fail(f"Rule: {rule}.\n{file} has ALLOW FILTERING.{place}")

    # --- what is there --------------------------------------------------------------------------------

    @property
    def tables(self) -> dict[str, Table]:
        """The tables that there are now, by name."""
        try:
            return described.tables(self._superuser)
        except LinkBroken as broken:
            raise self._broken(broken) from broken

    def partitions(self, table: str) -> dict[tuple[Any, ...], int]:
        """The partitions of a table by their keys, each with the number of its rows."""
        key = self.tables[table].partition_key
        names = ", ".join(map(quoted, key))
        query = f"SELECT {names}, count(*) FROM {quoted(table)} GROUP BY {names}"  # noqa: S608 - names are quoted
        return {row[:-1]: row[-1] for row in self.rows(query)}

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a statement of the test's; the check fails where the server does not give them."""
        try:
            prepared = self._learner.prepare(statement)
            return self._learner.answer(prepared, values).rows
        except Complained as error:
            fail(f"With your tables this does not run:\n  {statement}\n  {sentence(error.complaint.message)}")
        except TookTooLong:
            raise self._late() from None
        except TooManyRows as error:
            raise self._session.end(EndReason.OUTPUT_LIMIT, f"{statement}: {error}.") from error
        except LinkBroken as broken:
            raise self._broken(broken) from broken

    def close(self) -> None:
        """Hang up, and wait until that has arrived."""
        for link in self._links:
            link.close()
        self._running.settle()

    # --- how ------------------------------------------------------------------------------------------

    def _statements(self, file: str, record: Mapping[str, object]) -> list[tuple[Statement, PreparedStatement]]:
        """The statements of a file, made ready once for a check."""
        if file not in self._prepared:
            text = self.text(file)
            found = self.statements(file)
            for statement in found:
                for marker in statement.markers:
                    if marker[1:] not in record:
                        names = ", ".join(f":{name}" for name in record)
                        place = at(file, text, statement.offset + statement.text.index(marker))
                        fail(f"{file} asks for {marker}, and what is given is {names}.{place}")
            self._prepared[file] = [
                (one, self._guarded(lambda one=one: self._learner.prepare(one.text), file, text, one))  # type: ignore[misc]
                for one in found
            ]
        return self._prepared[file]

    def _values(
        self, statement: Statement, prepared: PreparedStatement, record: Mapping[str, object], file: str
    ) -> list[object]:
        """The values for a statement's markers, in their order, each of a type that its column takes."""
        values = []
        named = {marker[1:].lower(): marker[1:] for marker in statement.markers}
        for column in prepared.column_metadata:
            name = named.get(column.name.lower(), column.name)
            value = record[name]
            try:
                column.type.serialize(value, prepared.protocol_version)
            except (TypeError, ValueError, AttributeError, ArithmeticError, struct.error):
                kind = column.type.cql_parameterized_type()
                place = at(file, self.text(file), statement.offset + statement.text.lower().index(f":{name}".lower()))
                fail(f"{file} puts :{name} where a {kind} is; it is {cell(told(value))}.{place}")
            values.append(value)
        return values

    def _guarded(self, act: Callable[[], Result], file: str, text: str, statement: Statement | None) -> Result:
        try:
            return act()
        except Complained as error:
            fail(refusal(error.complaint, file, text, statement))
        except TookTooLong:
            raise self._late() from None
        except TooManyRows as error:
            raise self._session.end(EndReason.OUTPUT_LIMIT, f"{file} gives {error}.") from error
        except LinkBroken as broken:
            raise self._broken(broken) from broken

    def _late(self) -> SessionEnded:
        return SessionEnded(EndReason.TIME_LIMIT, f"A statement was still running after {self._seconds:g} seconds.")

    def _broken(self, broken: LinkBroken) -> SessionEnded:
        """The end of the sandbox whose server has hung up."""
        if self._session.ended is not None:
            return self._session.ended
        said = self._running.last_words()
        if "OutOfMemoryError" in said:
            return self._session.end(EndReason.MEMORY_LIMIT, "Cassandra ran out of memory, and stopped.")
        return self._session.end(EndReason.CRASHED, f"Cassandra broke the connection off: {broken}\n{said}".strip())


def open_keyspace(grading: Grading, running: Running | None, session: Session, *, seconds: float) -> Keyspace:
    """The keyspace of a check.

    Raises:
        ExerciseInvalid: the exercise's language is another.
        SandboxFailed: the server does not answer.
    """
    if running is None:
        raise ExerciseInvalid(f"there is no Cassandra for {grading.language}: `keyspace` is for cql")
    return Keyspace(running, session, grading, seconds=seconds)
