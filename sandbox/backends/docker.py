"""Docker: the real sandbox. A fresh container for each session, no network, no rights, everything limited.

The whole of a session is one attached stream; there is no ``docker exec``. The work with the engine is done by
a keeper process (``docker_keeper``), which hands the container's stream over as a descriptor.
"""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING

from sandbox import images
from sandbox.backends.cgroup import counted, of_container
from sandbox.backends.docker_line import take
from sandbox.boot import agent_command
from sandbox.errors import EndReason, ProtocolError, SandboxFailed, SandboxUnavailable

if TYPE_CHECKING:
    from sandbox.backends.docker_line import KeeperLine
    from sandbox.spec import SandboxSpec

ATTACH_HEADER = struct.Struct(">BxxxI")  # Docker Engine API, "Attach to a container", stream format


class DockerSandbox:
    """A container that the keeper starts, and its stream once it has been handed over."""

    backend = "docker"
    root = "/box"
    python = "python3"
    waits = True
    limits_processes = False
    direct: tuple[int, ...] = ()

    def __init__(self, keeper: KeeperLine, number: int, image: str) -> None:
        self.image = image
        self.digest = ""
        self._keeper = keeper
        self._number = number
        self._pending = b""
        self._killed = False
        self._container = ""

    def connect(self) -> tuple[int, int]:
        """Wait for the keeper's answer; the stream's descriptor serves both ways."""
        answer, fds = self._keeper.answer(self._number)
        if "error" in answer:
            failure = SandboxUnavailable if answer.get("kind") == "unavailable" else SandboxFailed
            raise failure(answer["error"])
        self.digest = answer["digest"]
        self._container = str(answer.get("container", ""))
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

    def killed_for_memory(self) -> bool:
        """The agent sees its cgroup and says so itself."""
        return False

    def processor_seconds(self) -> float | None:
        """As the container's cgroup counts it, where the engine runs on this machine."""
        return counted(of_container(self._container)) if self._container else None

    def post_mortem(self) -> tuple[EndReason, str]:
        """From the container's state: killed for memory, ended by itself, or removed by somebody else."""
        self._keeper.ask("ask", id=self._number)
        state, _ = self._keeper.answer(self._number)
        if state.get("oom"):
            return EndReason.MEMORY_LIMIT, ""
        status = state.get("status")
        if status is None:
            return EndReason.LOST, "The container was removed from outside, or the Docker engine went away."
        if status in {137, 143}:
            return EndReason.LOST, "The container was killed from outside."
        return EndReason.CRASHED, "It ended the sandbox it ran in."


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
            self._keeper = take()
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

    def gaps(self) -> tuple[str, ...]:
        """See ``sandbox.backends.Backend.gaps``."""
        return ()
