"""Starts a learner's server, as often as checks ask, and says what is wrong with one that does not come up.

A server that is waited for in vain is not waited for again: each check after the first would take as long.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NoReturn

import pytest

from graders.bounded import bounded
from sandbox.errors import EndReason, NotReady, ServerNotReady
from sandbox.programs import how_it_ended
from sandbox.serving import Server, fresh_port

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.http.spec import ServiceSpec
    from sandbox.protocol import Exited
    from sandbox.session import Session

ENVIRONMENT = {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
"""What is printed is to be seen at once, and nothing is to be left behind."""
LIMITS = frozenset({EndReason.MEMORY_LIMIT, EndReason.TIME_LIMIT, EndReason.OUTPUT_LIMIT})


class Starter:
    """Gives running servers.

    Args:
        spec: how it is started.
        seconds: how long one start may take.
        total_seconds: how long all starts of a submission may take together.
    """

    def __init__(self, spec: ServiceSpec, *, seconds: float, total_seconds: float) -> None:
        self._spec = spec
        self._seconds = seconds
        self._left = total_seconds
        self._lost = 0.0
        self._hopeless = ""

    def start(self, session: Session, env: Mapping[str, str]) -> Server:
        """A server that is up, on a port that no server before it had.

        Raises:
            pytest.fail.Exception: it does not come up.
            SessionEnded: it took more memory, processor time or output than allowed.
        """
        if self._hopeless:
            pytest.fail(f"Not started again after an earlier check. {self._hopeless}", pytrace=False)
        port = self._spec.port or fresh_port()
        full = {"PORT": str(port), **ENVIRONMENT, **self._spec.env, **env}
        server = Server(session, self._spec.command, port=port, env=full)
        started = time.monotonic()
        try:
            return server.start(seconds=min(self._seconds, self._left))
        except ServerNotReady as problem:
            server.close()
            self._lost += time.monotonic() - started
            self._not_ready(session, problem)
        finally:
            self._left = max(self._left - (time.monotonic() - started), 1.0)

    def _not_ready(self, session: Session, problem: ServerNotReady) -> NoReturn:
        if problem.exited is not None:
            raise_limits(session, problem.exited, problem.log)
        with session.wire.lock:
            session.printed(problem.log.encode())
        lines = [f"The server did not start. {problem}"]
        words = [line for line in problem.log.splitlines() if line.strip()]
        if problem.why is NotReady.SILENT and self._spec.port is None:
            lines.append("It has to listen on 127.0.0.1, on the port that the environment variable PORT names.")
        if words:
            lines.append(f"The last line that it printed: {bounded(words[-1])[1:-1]}")
        text = "\n".join(lines)
        if self._lost >= self._seconds / 2:
            self._hopeless = text
        pytest.fail(text, pytrace=False)


def raise_limits(session: Session, exited: Exited, log: str) -> None:
    """Raise the session's end where a server was ended for the memory, time or output that it took."""
    reason, message = how_it_ended(exited, session.limits, log.encode())
    if reason in LIMITS:
        raise session.end(reason, message)
