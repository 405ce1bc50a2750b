"""Which walls stand around a sandbox on this machine, as they are seen from inside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.backends.cgroup import parents

if TYPE_CHECKING:
    from sandbox.session import Session

CAPABILITIES = ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")
FILTERED = "2"  # mode of seccomp, in proc_pid_status(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """One wall.

    Attributes:
        stands: whether it does.
        what: what is so where it stands, in a few words.
    """

    stands: bool
    what: str


def walls(session: Session) -> list[Wall]:
    """Look from inside. Nothing is found where there is no ``/proc``, or no ``cat`` to look with.

    Args:
        session: ready, and with nothing of a submission in it, for what is inside is believed here.
    """
    try:
        status = session.run(["cat", "/proc/self/status"])
        routes = session.run(["cat", "/proc/self/net/route"])
    except OSError:
        return []
    if status.status != 0:
        return []
    lines = (line.partition(":") for line in status.stdout.decode("utf-8", "replace").splitlines())
    said = {name: rest.strip() for name, _, rest in lines}
    return [
        Wall(stands=said.get("Seccomp") == FILTERED, what="system calls filtered"),
        Wall(stands=not any(int(said.get(name, "0"), 16) for name in CAPABILITIES), what="no capabilities"),
        Wall(stands=said.get("NoNewPrivs") == "1", what="no rights to gain"),
        Wall(stands="0" not in said.get("Uid", "0").split(), what="not root"),
        Wall(stands=len(routes.stdout.splitlines()) <= 1, what="no network"),
        Wall(stands=_limited_together(session.info.backend), what="limits on all of it together"),
    ]


def _limited_together(backend: str) -> bool:
    return backend == "docker" or (backend == "bubblewrap" and parents() is not None)
