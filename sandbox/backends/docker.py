"""Docker: the real sandbox. A fresh container for each session, no network, no rights, everything limited.

The whole of a session is one attached stream; there is no ``docker exec``. The work with the engine is done by
a keeper process (``docker_keeper``), which hands the container's stream over as a descriptor.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import sys
import threading
from typing import TYPE_CHECKING, Any

from sandbox import images
from sandbox.backends.leftovers import own_identity
from sandbox.errors import EndReason, ProtocolError, SandboxFailed, SandboxUnavailable
from sandbox.session import agent_command

if TYPE_CHECKING:
    from sandbox.spec import SandboxSpec

DEFAULT_SOCKET = "/var/run/docker.sock"
ATTACH_HEADER = struct.Struct(">BxxxI")  # Docker Engine API, "Attach to a container", stream format
KEEPER = "import sys; sys.path[:0] = {path!r}; from sandbox.backends.docker_keeper import main; main()"


class DockerSandbox:
    """A container that the keeper starts, and its stream once it has been handed over."""

    backend = "docker"
    root = "/box"
    python = "python3"
    waits = True
    limits_processes = False

    def __init__(self, keeper: KeeperLine, number: int, image: str) -> None:
        self.image = image
        self.digest = ""
        self._keeper = keeper
        self._number = number
        self._stream: socket.socket | None = None
        self._pending = b""
        self._killed = False

    def connect(self) -> tuple[int, int]:
        """Wait for the keeper's answer; the stream's descriptor serves both ways."""
        answer, fds = self._keeper.answer(self._number)
        if "error" in answer:
            failure = SandboxUnavailable if answer.get("kind") == "unavailable" else SandboxFailed
            raise failure(answer["error"])
        self.digest = answer["digest"]
        os.set_blocking(fds[0], False)
        return fds[0], fds[0]

    def unwrap(self, data: bytes) -> bytes:
        """Standard output only, out of the engine's multiplexed stream."""
        self._pending += data
        agent = b""
        while len(self._pending) >= ATTACH_HEADER.size:
            kind, size = ATTACH_HEADER.unpack_from(self._pending)
            end = ATTACH_HEADER.size + size
            if kind not in {1, 2}:
                raise ProtocolError(f"a stream of kind {kind} from the container")
            if len(self._pending) < end:
                break
            if kind == 1:
                agent += self._pending[ATTACH_HEADER.size : end]
            self._pending = self._pending[end:]
        return agent

    def kill(self) -> None:
        """Have the keeper remove the container; not waited for."""
        if not self._killed:
            self._killed = True
            self._keeper.ask("kill", id=self._number)

    def post_mortem(self) -> tuple[EndReason, str]:
        """From the container's state: killed for memory, ended by itself, or removed by somebody else."""
        self._keeper.ask("ask", id=self._number)
        state, _ = self._keeper.answer(self._number)
        if state.get("oom"):
            return EndReason.MEMORY_LIMIT, "It used more memory than it may."
        status = state.get("status")
        if status is None:
            return EndReason.LOST, "The container was removed from outside, or the Docker engine went away."
        if status in {137, 143}:
            return EndReason.LOST, "The container was killed from outside."
        return EndReason.CRASHED, "It ended the sandbox it ran in."


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
            own_identity(),
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


class DockerBackend:
    """Starts containers."""

    name = "docker"

    def __init__(self) -> None:
        self._keeper: KeeperLine | None = None
        self._count = 0

    def start(self, spec: SandboxSpec) -> DockerSandbox:
        """See ``sandbox.backends.Backend.start``."""
        image = images.find(spec.image).tag
        if self._keeper is None:
            check_socket()
            self._keeper = KeeperLine()
        self._count += 1
        self._keeper.ask(
            "start",
            id=self._count,
            image=image,
            limits=spec.limits.as_dict(),
            command=agent_command("python3"),
        )
        return DockerSandbox(self._keeper, self._count, image)

    def close(self) -> None:
        """Close the line to the keeper, which ends with every container that is left."""
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None


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
