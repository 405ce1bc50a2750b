"""The line to the keeper process, which works with the Docker engine (``docker_keeper``).

Importing the engine's SDK takes longer than anything else in a check, so a command that is going to need the
keeper starts it first of all (``start_ahead``), and this module imports next to nothing. The one keeper started
ahead is the only thing that this package remembers from call to call; whoever starts a backend takes it.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import threading
import time

from sandbox.errors import SandboxFailed, SandboxUnavailable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEFAULT_SOCKET = "/var/run/docker.sock"
KEEPER = "import sys; sys.path[:0] = {path!r}; from sandbox.backends.docker_keeper import main; main()"
SOURCE = "import sys; sys.path[:0] = {path!r}; from sandbox.backends.docker_source import main; main()"
CLEANING_SECONDS = 5.0


class KeeperLine:
    """The line to the keeper process: requests out, answers with descriptors in. Safe for threads."""

    def __init__(self, line: socket.socket, pid: int = 0) -> None:
        self._pid = pid
        self._socket = line
        self._lock = threading.Lock()
        self._buffer = b""
        self._answers: dict[int, tuple[dict[str, Any], list[int]]] = {}
        self._fds: list[int] = []

    @classmethod
    def spawned(cls) -> KeeperLine:
        """The line to a new process."""
        ours, theirs = socket.socketpair()
        pid = _spawn(KEEPER, theirs)
        return cls(ours, pid)

    @classmethod
    def forked(cls, source: int) -> KeeperLine:
        """The line to a process that the source forks (``docker_source``).

        Raises:
            SandboxFailed: the source is gone.
        """
        from sandbox.leftovers import own_identity

        ours, theirs = socket.socketpair()
        with theirs, socket.socket(fileno=os.dup(source)) as asked:
            try:
                socket.send_fds(asked, [own_identity().encode()], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise SandboxFailed(f"The process that works with Docker is gone: {error.strerror}.") from None
        return cls(ours)

    def ask(self, do: str, **params: Any) -> None:
        """Send a request. A keeper that is gone is noticed when its answer is awaited."""
        with contextlib.suppress(BrokenPipeError, ConnectionError):
            self._socket.sendall(json.dumps({"do": do, **params}).encode() + b"\n")

    def answer(self, number: int) -> tuple[dict[str, Any], list[int]]:
        """Wait for the answer about that container, and the descriptors that came with it."""
        with self._lock:
            while number not in self._answers:
                try:
                    data, fds, _, _ = socket.recv_fds(self._socket, 1 << 16, 4)
                except ConnectionError:
                    data, fds = b"", []
                if not data:
                    failed = {"error": "The process that keeps the containers ended.", "kind": "failed"}
                    return failed, []
                self._buffer += data
                self._fds += fds
                *lines, self._buffer = self._buffer.split(b"\n")
                for line in lines:
                    self._take(json.loads(line))
            return self._answers.pop(number)

    def _take(self, answer: dict[str, Any]) -> None:
        fds = [self._fds.pop(0)] if "digest" in answer else []
        self._answers[answer["id"]] = (answer, fds)

    def close(self) -> None:
        """Close the line: the keeper removes what is left and ends, while we go on."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # a thread may still wait on it
        self._socket.close()
        if self._pid:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._pid, os.WNOHANG)


def _spawn(program: str, line: socket.socket, *words: str) -> int:
    """Start a Python with one of our programs, which has the line as a descriptor; closed here. Its process number."""
    path = [entry or os.getcwd() for entry in sys.path]  # noqa: PTH109 - a text, as in sys.path
    line.set_inheritable(True)
    null = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in range(3)]
    command = [sys.executable, "-I", "-S", "-c", program.format(path=path), str(line.fileno()), *words]
    try:
        return os.posix_spawn(sys.executable, command, os.environ, file_actions=null)
    finally:
        line.close()


_ahead: list[KeeperLine] = []
_sources: list[int] = []
"""Where this process gets its keepers, if it is one of a batch: a descriptor."""


class SourceLine:
    """The process that keepers are forked from, as a batch holds it; started when this is made.

    Args:
        networks: how many networks it makes before it is asked for any.

    Attributes:
        fileno: the descriptor by which it is asked. Processes that keep it may ask as well.
    """

    def __init__(self, networks: int) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._pid = _spawn(SOURCE, theirs, str(networks))
        self.fileno = ours.detach()
        _sources.append(self.fileno)

    def close(self) -> None:
        """Let it end, and wait a little for it to clean up."""
        _sources.remove(self.fileno)
        os.close(self.fileno)
        until = time.monotonic() + CLEANING_SECONDS
        while os.waitpid(self._pid, os.WNOHANG) == (0, 0) and time.monotonic() < until:
            time.sleep(0.01)


def start_ahead() -> None:
    """Start a keeper now, for the backend that will ask for one. Does nothing where no engine answers."""
    with contextlib.suppress(SandboxUnavailable):
        check_socket()
        _ahead.append(KeeperLine.spawned())


def take() -> KeeperLine:
    """The keeper that was started ahead, or a new one.

    Raises:
        SandboxUnavailable: no engine answers.
    """
    if _ahead:
        return _ahead.pop()
    check_socket()
    return KeeperLine.forked(_sources[-1]) if _sources else KeeperLine.spawned()


def check_socket() -> None:
    """See at once, without the SDK, that nobody listens on the engine's socket.

    Raises:
        SandboxUnavailable: there is no socket, or nobody answers on it.
    """
    host = os.environ.get("DOCKER_HOST", "unix://" + DEFAULT_SOCKET)
    if not host.startswith("unix://"):
        return
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(host.removeprefix("unix://"))
        except OSError as error:
            raise SandboxUnavailable(
                f"No Docker engine answers on {host} ({error.strerror}). "
                "Is it running, and may this user talk to it? `docker info` should answer."
            ) from None
