"""A program in a sandbox that listens on a port: started, waited for, reached from outside, signalled, stopped.

A server is up when a condition holds, by default that its port accepts a connection; nothing is ever waited for by
sleeping. A server that does not come up is an exception with what it printed, and the sandbox lives on.

A port of a backend without a network of its own is a port of the machine, and a port that was in use a moment ago
may still be blocked for a server that does not ask for it again (``SO_REUSEADDR``). So a server that can be told
its port gets a fresh one (``fresh_port``).
"""

from __future__ import annotations

import random
import signal
import socket
import time
from typing import TYPE_CHECKING, Self

from sandbox.errors import NotReady, ServerNotReady
from sandbox.programs import SIGNAL_NAMES
from sandbox.protocol import STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sandbox.forward import Forwarder
    from sandbox.programs import Process
    from sandbox.protocol import Exited
    from sandbox.session import Session

READY_SECONDS = 10.0
STOP_SECONDS = 5.0
KILL_SECONDS = 5.0
"""How long a killed process may take until its end is known."""
PORTS = range(10_000, 32_000)
"""Above what services use by custom, below what systems hand out to clients."""
FIRST_PAUSE_SECONDS = 0.002
LONGEST_PAUSE_SECONDS = 0.05
LOG_BYTES = 4096
_ANY = random.SystemRandom()


def fresh_port() -> int:
    """A port that nobody on this machine listens on, for a server that can be told where to listen."""
    while True:
        port = _ANY.choice(PORTS)
        try:
            with socket.create_server(("127.0.0.1", port)):
                return port
        except OSError:
            continue  # taken: draw again


class Server:
    """One program that listens, in a session. A context manager that stops it.

    Args:
        session: where it runs; its files are there already.
        argv: the program and its arguments, which may hold ``{python}`` (the interpreter inside) and ``{port}``.
        port: where it is to listen, on the loopback interface inside; None for a program that has no port.
        env: its environment, beside ``PATH``, ``HOME``, ``LANG`` and ``TMPDIR``.
        cwd: its folder, relative to the sandbox's root.
        output_bytes: what it may print before the session is ended; the session's limit if not said.
        ready: whether it is up; without it, a server is up when its port accepts a connection. It is asked again
            and again, and must not wait itself.

    Attributes:
        port: where it listens inside.
        started_seconds: how long the last start took until it was up.
    """

    def __init__(
        self,
        session: Session,
        argv: Sequence[str],
        *,
        port: int | None,
        env: Mapping[str, str] | None = None,
        cwd: str = "work",
        output_bytes: int | None = None,
        ready: Callable[[Server], bool] | None = None,
    ) -> None:
        self.port = port
        self.started_seconds = 0.0
        self._session = session
        self._argv = tuple(argv)
        self._env = dict(env or {})
        self._cwd = cwd
        self._output_bytes = output_bytes
        self._ready = ready
        self._process: Process | None = None
        self._forwarder: Forwarder | None = None

    def start(self, *, seconds: float = READY_SECONDS, env: Mapping[str, str] | None = None) -> Self:
        """Start it, and wait until it is up.

        Args:
            seconds: how long that may take.
            env: what changes in its environment, for this start and those to come.

        Raises:
            ServerNotReady: it can't be started, ended before it was up, or was not up in time (then it is killed).
            SessionEnded: the session's own deadline passed first, or another end of the session.
        """
        if self.running:
            raise AssertionError("the server runs already")
        self._env.update(env or {})
        started = time.monotonic()
        try:
            self._process = self._session.spawn(
                self._filled_in(), env=self._env, cwd=self._cwd, output_bytes=self._output_bytes
            )
        except OSError as error:
            raise ServerNotReady(f"It cannot be started: {error}.", why=NotReady.NOT_STARTED) from None
        self._wait_until_up(self._process, started + seconds, seconds)
        self.started_seconds = time.monotonic() - started
        return self

    def _filled_in(self) -> list[str]:
        known = {"{python}": self._session.python, "{port}": str(self.port)}
        argv = list(self._argv)
        for name, value in known.items():
            argv = [part.replace(name, value) for part in argv]
        return argv

    def _wait_until_up(self, process: Process, deadline: float, seconds: float) -> None:
        pause = FIRST_PAUSE_SECONDS
        while not self._is_up():
            if process.exited is not None:
                raise ServerNotReady(
                    f"It ended before it was ready: {ending(process.exited)}.",
                    why=NotReady.ENDED,
                    log=self.log(),
                    exited=process.exited,
                )
            left = deadline - time.monotonic()
            if left <= 0:
                self.kill()
                what = "is not ready" if self._ready or self.port is None else f"nothing listens on port {self.port}"
                raise ServerNotReady(
                    f"It was started, and after {seconds:g} seconds {what}.",
                    why=NotReady.SILENT,
                    log=self.log(),
                )
            process.wait(seconds=min(pause, left))  # its end, if that comes first
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def _is_up(self) -> bool:
        if self._ready is not None:
            return self._ready(self)
        return self.port is None or self.accepts()

    # --- while it runs ----------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        """Whether its first process runs; what that has left behind does not count."""
        return self._process is not None and self._process.exited is None

    @property
    def exited(self) -> Exited | None:
        """How it ended; None while it runs, and before it was started."""
        return self._process.exited if self._process is not None else None

    @property
    def address(self) -> tuple[str, int]:
        """Where a client outside reaches its port: the same over restarts."""
        if self.port is None:
            raise AssertionError("a program without a port has no address")
        if self._forwarder is None:
            from sandbox.forward import Forwarder

            self._forwarder = Forwarder(self._session, self.port)
        return self._forwarder.address

    def accepts(self, port: int | None = None) -> bool:
        """Whether its port (or another one inside) accepts a connection now. The connection is closed at once."""
        number = self._session.own(_nothing)
        try:
            self._session.request("connect", process=number, port=port or self.port)
        except OSError:
            return False
        self._session.wire.send(8 * number + STDIN, b"")
        return True

    def log(self, most: int = LOG_BYTES) -> str:
        """The end of what it printed, its standard output before its standard error."""
        if self._process is None:
            return ""
        printed = bytes(self._process.stdout) + bytes(self._process.stderr)
        return printed[-most:].decode("utf-8", "replace")

    @property
    def stdout(self) -> str:
        """All that it has written to its standard output."""
        return bytes(self._process.stdout).decode("utf-8", "replace") if self._process is not None else ""

    def wait_until(self, condition: Callable[[Server], bool], *, seconds: float) -> bool:
        """Wait until ``condition(server)`` holds, which may look at what has come: its log, its end.

        Returns:
            Whether it holds; it is not waited for longer than the server runs.
        """
        if self._process is None:
            return condition(self)
        return self._process.wait_for(lambda _: condition(self), seconds=seconds)

    # --- its end ------------------------------------------------------------------------------------------

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to it and to the processes of its group; nothing happens when it has ended."""
        if self._process is not None and self.running:
            self._process.kill(number)

    def wait(self, *, seconds: float) -> Exited | None:
        """How it ended; None if it still runs after ``seconds``."""
        if self._process is None:
            return None
        self._process.wait(seconds=seconds)
        return self._process.exited

    def stop(self, *, seconds: float = STOP_SECONDS) -> Exited | None:
        """Ask it to end (``SIGTERM``), and kill it if it has not ended in time."""
        self.signal(signal.SIGTERM)
        return self.wait(seconds=seconds) or self.kill()

    def kill(self) -> Exited | None:
        """Kill it, and wait for that; how it ended, None if that could not be seen."""
        self.signal(signal.SIGKILL)
        return self.wait(seconds=KILL_SECONDS)

    def restart(self, *, seconds: float = READY_SECONDS, env: Mapping[str, str] | None = None) -> Self:
        """Stop it and start it again on the same port. What it printed before is gone. Raises as ``start`` does."""
        self.stop()
        return self.start(seconds=seconds, env=env)

    def close(self) -> None:
        """Kill it and hang up its clients. May be called twice, and after the session has ended."""
        try:
            if self._session.ended is None:
                self.kill()
        finally:
            if self._forwarder is not None:
                self._forwarder.close()
                self._forwarder = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def ending(exited: Exited) -> str:
    """How a program ended, in a few words: ``exit status 1``, ``killed by SIGKILL, for its memory``."""
    if not exited.signal:
        return f"exit status {exited.status}"
    name = SIGNAL_NAMES.get(exited.signal, f"signal {exited.signal}")
    return f"killed by {name}, for its memory" if exited.oom else f"killed by {name}"


def _nothing(fd: int, payload: bytes) -> None:
    """What comes over a connection that only asks whether there is somebody."""
