"""A learner's running server, as a hidden test holds it (``docs/graders/service.md`` has all of it).

Each request goes over a connection of its own; no redirect is followed; every answer is bounded in time and size.
What is no answer ends the check with a message, so a test only ever sees answers.
"""

from __future__ import annotations

import signal as signals
import time
from typing import TYPE_CHECKING, Any, TypeVar

from graders.http.at_once import at_once
from graders.http.connection import Connection, Pending
from graders.http.request import Request, make_request
from graders.http.starting import raise_limits
from sandbox.errors import EndReason
from sandbox.serving import ending

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Mapping, Sequence

    import httpx

    from graders.http.response import Response
    from graders.http.starting import Starter
    from sandbox.serving import Server
    from sandbox.session import Session

T = TypeVar("T")
ANSWER_SECONDS = 3.0
"""How long an answer may take, if a test does not say."""
GONE_SECONDS = 0.3
"""How long the end of a process is waited for after its connection has closed."""
WAIT_SECONDS = 5.0
PAUSE_SECONDS = 0.02
RESTARTED = b"\n-- started again --\n"
"""What parts the output of a server from that of the one before it in the same check."""


class Service:
    """The server.

    Args:
        starter: starts it.
        session: where it runs.
        calls: where requests and what came of them are kept, for messages.

    Attributes:
        seconds: how long an answer may take; a test may set it.
    """

    def __init__(self, starter: Starter, session: Session, calls: deque[Any]) -> None:
        self.seconds = ANSWER_SECONDS
        self.calls = calls
        self._starter = starter
        self._session = session
        self._connections: list[Connection] = []
        self._env: dict[str, str] = {}
        self._client: httpx.Client | None = None
        self._server: Server = starter.start(session, {})

    # --- requests ---------------------------------------------------------------------------------------

    def request(self, method: str, path: str, *, seconds: float | None = None, **given: Any) -> Response:
        """Send a request and wait for the whole answer.

        Args:
            method: the method.
            path: the path, with or without a query.
            seconds: how long the answer may take; ``service.seconds`` if not said.
            given: ``json=`` a value, or ``body=`` bytes or text; ``headers=`` names and values; ``params=`` the query.
        """
        return self.begin(method, path, seconds=seconds, **given).response()

    def get(self, path: str, **given: Any) -> Response:
        """``request("GET", path, ...)``."""
        return self.request("GET", path, **given)

    def head(self, path: str, **given: Any) -> Response:
        """``request("HEAD", path, ...)``."""
        return self.request("HEAD", path, **given)

    def post(self, path: str, **given: Any) -> Response:
        """``request("POST", path, ...)``."""
        return self.request("POST", path, **given)

    def put(self, path: str, **given: Any) -> Response:
        """``request("PUT", path, ...)``."""
        return self.request("PUT", path, **given)

    def patch(self, path: str, **given: Any) -> Response:
        """``request("PATCH", path, ...)``."""
        return self.request("PATCH", path, **given)

    def delete(self, path: str, **given: Any) -> Response:
        """``request("DELETE", path, ...)``."""
        return self.request("DELETE", path, **given)

    def begin(self, method: str, path: str, *, seconds: float | None = None, **given: Any) -> Pending:
        """Send a request and go on: ``begin(...).response()`` waits for the answer."""
        return self.send(make_request(method, path, **given), seconds=seconds)

    def send(self, request: Request, *, seconds: float | None = None) -> Pending:
        """Send a request that is made already."""
        connection = self.connect(seconds=seconds)
        connection.start(request)
        return Pending(connection, request)

    def connect(self, *, seconds: float | None = None) -> Connection:
        """A raw connection, for any bytes. It is closed when the check ends, if not before."""
        connection = Connection(self, number=len(self._connections) + 1, seconds=seconds or self.seconds)
        self._connections.append(connection)
        return connection

    def at_once(self, functions: Sequence[Callable[[], T]]) -> list[T]:
        """Call functions at the same time, each in a thread, and give what they gave, in their order.

        What one of them raises, a failed expectation too, is raised here.
        """
        deadline = self._session.wire.deadline
        left = WAIT_SECONDS if deadline is None else max(deadline - time.monotonic(), 0)
        results = at_once(functions, seconds=left)
        if results is None:
            raise self._session.end(EndReason.TIME_LIMIT, "")
        return results

    @property
    def client(self) -> httpx.Client:
        """An ``httpx.Client`` that reaches this server and nothing else; its answers are bounded like all others."""
        if self._client is None:
            from graders.http.httpx_client import client

            self._client = client(self)
        return self._client

    @property
    def address(self) -> tuple[str, int]:
        """Where it is reached from out here, for a client of the test's own."""
        return self._server.address

    @property
    def url(self) -> str:
        """The same as a URL, without a slash at its end."""
        return "http://{}:{}".format(*self.address)

    # --- the process ------------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        """Whether its process runs."""
        return self._server.running

    @property
    def accepts(self) -> bool:
        """Whether it accepts a connection now."""
        return self._server.accepts()

    @property
    def log(self) -> str:
        """What it has printed since its start, of much the end."""
        return self._server.log(self._session.limits.shown_bytes)

    @property
    def stdout(self) -> str:
        """What it has written to its standard output since its start."""
        return self._server.stdout

    def wait_until(self, condition: Callable[[], bool], *, seconds: float | None = None) -> bool:
        """Wait until ``condition()`` holds; whether it does, within ``seconds`` and while the server runs."""
        deadline = time.monotonic() + (seconds or self.seconds)
        while not condition():
            left = deadline - time.monotonic()
            if left <= 0 or self._server.wait(seconds=min(left, PAUSE_SECONDS)) is not None:
                return condition()
        return True

    def wait_for_log(self, text: str, *, seconds: float | None = None) -> bool:
        """Wait until it has printed this; whether it has, within ``seconds``."""
        return self._server.wait_until(lambda server: text in server.log(), seconds=seconds or self.seconds)

    def signal(self, name: str = "TERM") -> None:
        """Send a signal: ``service.signal("TERM")``."""
        self._server.signal(signals.Signals[f"SIG{name}"])

    def wait(self, *, seconds: float = WAIT_SECONDS) -> int | None:
        """Its exit status, waited for: minus the signal's number if one killed it, None if it still runs."""
        exited = self._server.wait(seconds=seconds)
        if exited is None:
            return None
        return -exited.signal if exited.signal else exited.status

    def restart(self, env: Mapping[str, str] | None = None, *, signal: str = "TERM") -> None:
        """Stop it and start it again, on another port; the check ends where it does not come up.

        Args:
            env: what changes in its environment, from now on.
            signal: how it is stopped; if it is not by that, it is killed.
        """
        self.signal(signal)
        self.wait()
        self._let_go()
        with self._session.wire.lock:
            self._session.printed(RESTARTED)
        self._env.update(env or {})
        self._server = self._starter.start(self._session, self._env)

    def explain_silence(self, *, closed: bool) -> list[str]:
        """Lines about a server that gave no answer: whether it has ended. Raises what ended its session."""
        if self._session.ended is not None:
            raise self._session.ended
        exited = self._server.wait(seconds=GONE_SECONDS if closed else 0)
        if exited is None:
            return []
        raise_limits(self._session, exited, self.log)
        return [f"The server has ended: {ending(exited)}."]

    def close(self) -> None:
        """Hang up, kill it, and leave what it printed to the report."""
        if self._client is not None:
            self._client.close()
        self._let_go()

    def __repr__(self) -> str:
        return "<the server>"

    def _let_go(self) -> None:
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        server = self._server
        server.close()
        with self._session.wire.lock:
            self._session.printed(self.log.encode())
