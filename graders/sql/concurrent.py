"""Several sessions of one database at once, step by step: who waits for whom is seen in the server's own locks."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from graders.errors import LinkBroken
from graders.sql.engine import Refusal, Rows
from graders.sql.link import Complaint

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.sql.engine import Answer
    from graders.sql.link import Link
    from graders.sql.schema import Row
    from sandbox.errors import SessionEnded

WATCHED_SECONDS = 3.0
"""How long it may take until a statement either waits for a lock or has ended."""


class Step:
    """A statement under way in its own session.

    Attributes:
        complaint: what the server said against it; None while it runs, and when it was carried out.
    """

    def __init__(self, work: Callable[[], Complaint | None], broken: Callable[[LinkBroken], SessionEnded]) -> None:
        self.complaint: Complaint | None = None
        self._lost: LinkBroken | None = None
        self._broken = broken
        self._work = work
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.complaint = self._work()
        except LinkBroken as broken:
            self._lost = broken

    @property
    def ended(self) -> bool:
        """Whether it has been carried out, or refused."""
        return not self._thread.is_alive()

    def wait(self, seconds: float = WATCHED_SECONDS) -> bool:
        """Wait for its end; whether that came. Raises ``SessionEnded`` when the connection was lost."""
        self._thread.join(seconds)
        if self._lost is not None:
            raise self._broken(self._lost)
        return self.ended


class ServerSession:
    """One connection of the learner's role, by a name that messages use.

    Args:
        name: such as ``ada``.
        link: the connection.
        watcher: another one, that sees locks.
        waiting: a query that says whether the connection waits for a lock.
        pause: how long to let pass between two times of asking that.
        seconds: what a statement may take.
        broken: gives what is to be raised when the connection is lost.
    """

    def __init__(
        self,
        name: str,
        link: Link,
        watcher: Link,
        waiting: str,
        *,
        pause: float,
        seconds: float,
        broken: Callable[[LinkBroken], SessionEnded],
    ) -> None:
        self.name = name
        self._link = link
        self._watcher = watcher
        self._waiting = waiting
        self._pause = pause
        self._seconds = seconds
        self._broken = broken

    def run(self, sql: str) -> Complaint | None:
        """Carry a statement out and wait for it; the server's complaint, if it has one."""
        try:
            return self._link.attempt(sql)
        except LinkBroken as broken:
            raise self._broken(broken) from broken

    def rows(self, sql: str) -> list[Row] | Complaint:
        """The rows of a query, or the complaint."""
        answer = self._asked(self._link, sql)
        if isinstance(answer, Refusal):
            return Complaint(code=answer.kind.value, message=answer.message, offset=answer.offset)
        return list(answer.rows)

    def start(self, sql: str) -> Step:
        """Begin a statement, and go on when it waits for a lock or has ended."""
        step = Step(lambda: self._link.attempt(sql), self._broken)
        deadline = time.monotonic() + WATCHED_SECONDS
        while not step.ended and not self.is_waiting() and time.monotonic() < deadline:
            step.wait(self._pause)
        return step

    def is_waiting(self) -> bool:
        """Whether another session keeps it waiting."""
        answer = self._asked(self._watcher, self._waiting)
        return isinstance(answer, Rows) and bool(answer.rows) and bool(answer.rows[0][0])

    def _asked(self, link: Link, sql: str) -> Answer:
        try:
            return link.answer(sql, seconds=self._seconds)
        except LinkBroken as broken:
            raise self._broken(broken) from broken

    def close(self) -> None:
        """Hang up; what was not committed is undone."""
        self._link.close()
