"""What starts an agent under limits and kills it: the seam, and the table of those we have.

A backend is one small module with a class that has ``name``, ``start(spec)`` and ``close()``. Everything else
about a sandbox is frames on the stream that ``start`` gives, so it is written once, in ``sandbox.session``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from sandbox.errors import SandboxUnavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sandbox.errors import EndReason
    from sandbox.spec import SandboxSpec

REGISTRY = {
    "docker": "sandbox.backends.docker:DockerBackend",
    "bubblewrap": "sandbox.backends.bubblewrap:BubblewrapBackend",
    "process": "sandbox.backends.process:ProcessBackend",
}
AUTO = ("docker", "bubblewrap", "process")
"""The order in which ``auto`` tries them: the strongest first."""


class Sandbox(Protocol):
    """One started sandbox: a byte stream to its agent, and the means to kill it.

    Attributes:
        backend: the backend's name.
        image: the image's name and tag, or what stands for it.
        digest: what identifies the image's content, for the report.
        root: the folder inside that holds ``work``, ``lib``, ``home`` and ``tmp``.
        python: the interpreter inside, for the agent and for drivers.
        waits: whether ``connect`` may have to wait.
        limits_processes: whether the agent must limit processes itself (``RLIMIT_NPROC``).
        direct: what a driver reads its messages from and writes them to: the numbers of two descriptors that the
            agent has inherited; none where a driver's messages must share the stream with everything else.
    """

    backend: str
    image: str
    digest: str
    root: str
    python: str
    waits: bool
    limits_processes: bool
    direct: tuple[int, ...]

    def connect(self) -> tuple[int, ...]:
        """Wait until the stream stands; its descriptors (read, write), both non-blocking and ours to use.

        Where there is ``direct``, the other ends of that follow, in the same order.

        Raises:
            SandboxUnavailable: the backend can't be used on this machine.
            SandboxFailed: it can, but this sandbox did not start.
        """
        ...

    def unwrap(self, data: bytes) -> bytes:
        """The agent's bytes in what was read from the stream (a backend may wrap them)."""
        ...

    def kill(self) -> None:
        """End everything inside, now. May be called again, and after the end."""
        ...

    def killed_for_memory(self) -> bool:
        """Whether the kernel has killed a process inside for its memory, where that is seen from outside alone."""
        ...

    def processor_seconds(self) -> float | None:
        """The processor time of all that has run inside, as the kernel counts it; None where nobody does."""
        ...

    def post_mortem(self) -> tuple[EndReason, str]:
        """Why the stream ended without our doing, as far as this backend can tell.

        The reason and a sentence, which is left empty for the memory limit.
        """
        ...


class Backend(Protocol):
    """Starts sandboxes."""

    name: str

    def start(self, spec: SandboxSpec) -> Sandbox:
        """Begin to start a sandbox and return at once; ``Sandbox.connect`` waits for it.

        Raises:
            SandboxUnavailable: seen at once that it can't be used here.
        """
        ...

    def close(self) -> None:
        """Let go of everything that is left."""
        ...

    def gaps(self) -> tuple[str, ...]:
        """What it does not hold on this machine, each in a sentence; ``SECURITY.md`` has all of them."""
        ...


def create_backend(name: str) -> Backend:
    """The backend of that name, not yet tried. Raises ``SandboxUnavailable`` for an unknown name."""
    if name not in REGISTRY:
        raise SandboxUnavailable(f"there is no sandbox named {name!r}; there are {', '.join(REGISTRY)}")
    module, _, attribute = REGISTRY[name].partition(":")
    backend: Backend = getattr(import_module(module), attribute)()
    return backend


def candidates(name: str) -> Sequence[str]:
    """The backends to try for a ``--sandbox`` option, in order."""
    return AUTO if name == "auto" else (name,)
