"""A database made for one check, in which a script of the learner's runs: what a hidden test holds as ``database``.

The learner's role owns it and nothing else, and the tests' own statements run in that role, too: a trigger that a
script makes then has no more rights than the script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest

from graders.errors import ExerciseInvalid, LinkBroken
from graders.sql import plan
from graders.sql.concurrent import ServerSession
from graders.sql.engine import Refusal, RefusalKind, Rows
from graders.sql.refusals import delimiter, excerpt
from graders.sql.show import sentence
from sandbox.errors import EndReason, SandboxFailed, SessionEnded

if TYPE_CHECKING:
    from graders.sql.link import Complaint, Dialect, Link
    from graders.sql.schema import Row
    from sandbox.services.running import Running
    from sandbox.session import Session

NAME = "scratch"
_SHOWN_CHARS = 400


class Scratch:
    """The database of one check.

    Args:
        dialect: the server's.
        running: the server.
        session: the sandbox.
        text: the learner's script.
        file: its name.
        begins: the exercise's own script, which has run when the check begins.
        seconds: what a statement may take.

    Attributes:
        text: the learner's script.

    Raises:
        SandboxFailed: the server does not answer.
        ExerciseInvalid: it does not take the exercise's script.
    """

    def __init__(
        self, dialect: Dialect, running: Running, session: Session, *, text: str, file: str, begins: str, seconds: float
    ) -> None:
        self.text = text
        self._dialect = dialect
        self._running = running
        self._session = session
        self._file = file
        self._seconds = seconds
        self._sessions: list[ServerSession] = []
        try:
            self._superuser = dialect.connect(running.address, user=dialect.superuser, database=dialect.home)
            for statement in dialect.owned_by_learner(NAME):
                self._superuser.attempt(statement)
            self._link = self._connected()
            complaint = self._link.attempt(begins) if begins else None
        except LinkBroken as broken:
            raise SandboxFailed(f"{dialect.title} does not answer: {broken}\n{running.log()}") from broken
        if complaint is not None:
            self.close()
            raise ExerciseInvalid(f"{dialect.title} does not take the exercise's script: {complaint}")

    def _connected(self) -> Link:
        return self._dialect.connect(self._running.address, user="learner", database=NAME, seconds=self._seconds)

    # --- what a test asks -----------------------------------------------------------------------------

    def apply(self) -> None:
        """Carry out the learner's script; the check fails where the server is against it."""
        complaint = self._attempt(self.text)
        if complaint is not None:
            told = delimiter(self.text, self._file, dialect=self._dialect.sqlglot) if complaint.is_syntax else ""
            if told:
                _fail(told)
            at = f"\n\n{excerpt(self.text, complaint.offset)}" if complaint.offset is not None else ""
            _fail(f"{self._dialect.title} does not carry out {self._file}: {sentence(complaint.message)}.{at}")

    def attempt(self, sql: str) -> Complaint | None:
        """Carry out statements of the test's; the server's complaint, if it has one."""
        return self._attempt(sql)

    def accepts(self, sql: str, rule: str) -> None:
        """Fail unless the server carries out statements of the test's; ``rule`` is the rule that they keep to."""
        complaint = self._attempt(sql)
        if complaint is not None:
            _fail(
                f"Rule: {rule}.\n{_shown(sql)}\n  gave      an error: {sentence(complaint.message)}\n"
                "  expected  that it is carried out"
            )

    def refuses(self, sql: str, rule: str) -> None:
        """Fail unless a rule of the tables is against statements of the test's; ``rule`` is the one that they break."""
        complaint = self._attempt(sql)
        if complaint is None:
            _fail(f"Rule: {rule}.\n{_shown(sql)}\n  gave      no error\n  expected  that the database refuses it")
        if not complaint.is_constraint:
            _fail(
                f"Rule: {rule}.\n{_shown(sql)}\n  gave      another error: {sentence(complaint.message)}\n"
                "  expected  that a constraint refuses it"
            )

    def rows(self, sql: str) -> list[Row]:
        """The rows of a query of the test's; the check fails where the server does not give them."""
        answer = self._answer(sql)
        if isinstance(answer, Refusal):
            _fail(f"After {self._file} this query does not run:\n{_shown(sql)}\n  {sentence(answer.message)}")
        return list(answer.rows)

    def plan(self, sql: str) -> plan.Plan:
        """How the server means to carry out a statement of the test's, with fresh statistics."""
        if self._dialect.language == "postgresql":
            self._attempt("ANALYZE")
        answer = self._answer(self._dialect.explaining(sql))
        if isinstance(answer, Refusal) or not answer.rows or not isinstance(answer.rows[0][0], str):
            said = sentence(answer.message) if isinstance(answer, Refusal) else "it has no plan"
            _fail(f"After {self._file} this query does not run:\n{_shown(sql)}\n  {said}")
        try:
            return plan.parse(str(answer.rows[0][0]))
        except ValueError as error:
            raise self._session.end(EndReason.CRASHED, f"{self._dialect.title} gave a plan that is none.") from error

    def session(self, name: str) -> ServerSession:
        """One more session in the database, at once with the others."""
        link = self._connected()
        waiting = self._dialect.waiting(link)
        made = ServerSession(
            name,
            link,
            self._superuser,
            waiting,
            pause=self._dialect.pause_seconds,
            seconds=self._seconds,
            broken=self.broken,
        )
        self._sessions.append(made)
        return made

    def close(self) -> None:
        """Hang up all that is connected, and wait until that has arrived."""
        for other in self._sessions:
            other.close()
        self._link.close()
        self._superuser.close()
        self._running.settle()

    # --- how ------------------------------------------------------------------------------------------

    def _attempt(self, sql: str) -> Complaint | None:
        try:
            complaint = self._link.attempt(sql)
            if complaint is not None:
                self._link.attempt("ROLLBACK")
        except LinkBroken as broken:
            raise self.broken(broken) from broken
        if complaint is not None and complaint.code in {"57014", "1969"}:
            raise SessionEnded(EndReason.TIME_LIMIT, f"A statement was still running after {self._seconds:g} seconds.")
        return complaint

    def _answer(self, sql: str) -> Rows | Refusal:
        try:
            answer = self._link.answer(sql, seconds=self._seconds)
        except LinkBroken as broken:
            raise self.broken(broken) from broken
        if isinstance(answer, Refusal) and answer.kind is RefusalKind.TIME:
            raise SessionEnded(EndReason.TIME_LIMIT, f"A query was still running after {self._seconds:g} seconds.")
        return answer

    def broken(self, broken: LinkBroken) -> SessionEnded:
        """The end of the sandbox whose server has hung up."""
        said = self._running.last_words()
        return self._session.end(EndReason.CRASHED, f"{self._dialect.title} broke the connection off: {broken}\n{said}")


def _shown(sql: str) -> str:
    """A statement of the test's, indented, for a message."""
    short = sql.strip() if len(sql) <= _SHOWN_CHARS else f"{sql.strip()[:_SHOWN_CHARS]} ..."
    return "\n".join(f"  {line}" for line in short.splitlines())


def _fail(message: str) -> NoReturn:
    pytest.fail(message, pytrace=False)
