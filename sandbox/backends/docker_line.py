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

from sandbox.errors import SandboxUnavailable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEFAULT_SOCKET = "/var/run/docker.sock"
KEEPER = "import sys; sys.path[:0] = {path!r}; from sandbox.backends.docker_keeper import main; main()"


class KeeperLine:
    """The line to the keeper process: requests out, answers with descriptors in. Safe for threads."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        path = [entry or os.getcwd() for entry in sys.path]  # noqa: PTH109 - a text, as in sys.path
        theirs.set_inheritable(True)
        null = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in range(3)]
        command = [
            sys.executable,
            "-I",
            "-S",
            "-c",
            KEEPER.format(path=path),
            str(theirs.fileno()),
        ]
        self._pid = os.posix_spawn(sys.executable, command, os.environ, file_actions=null)
        theirs.close()
        self._socket = ours
        self._lock = threading.Lock()
        self._buffer = b""
        self._answers: dict[int, tuple[dict[str, Any], list[int]]] = {}
        self._fds: list[int] = []

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
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._pid, os.WNOHANG)


_ahead: list[KeeperLine] = []


def start_ahead() -> None:
    """Start a keeper now, for the backend that will ask for one. Does nothing where no engine answers."""
    with contextlib.suppress(SandboxUnavailable):
        check_socket()
        _ahead.append(KeeperLine())


def take() -> KeeperLine:
    """The keeper that was started ahead, or a new one.

    Raises:
        SandboxUnavailable: no engine answers.
    """
    if _ahead:
        return _ahead.pop()
    check_socket()
    return KeeperLine()


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
