"""What the walls of a sandbox cost: its start and its end, with all of them and with one left out.

The walls are the file system built from an allow-list, the namespaces, the filter of system calls and the cgroup with
its limits. The sandbox ``process``, which has none of them but limits on each process, is what starting an interpreter
costs by itself.
"""

from __future__ import annotations

import statistics
import time
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING
from unittest import mock

from sandbox.backends import create_backend
from sandbox.session import Session
from sandbox.spec import Limits, SandboxSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

_BUBBLEWRAP = "sandbox.backends.bubblewrap"
_WITHOUT: dict[str, dict[str, bytes | None]] = {
    "the filter": {f"{_BUBBLEWRAP}.seccomp.program": b""},
    "the cgroup": {f"{_BUBBLEWRAP}.own_cgroup": None},
    "both": {f"{_BUBBLEWRAP}.seccomp.program": b"", f"{_BUBBLEWRAP}.own_cgroup": None},
}


def report(backends: Sequence[str], runs: int) -> None:
    """Print a line for each backend, and for bubblewrap one for each wall that is left out."""
    ways: dict[str, tuple[str, dict[str, bytes | None]]] = {name: (name, {}) for name in backends}
    if "bubblewrap" in backends:
        ways |= {f"bubblewrap without {wall}": ("bubblewrap", left_out) for wall, left_out in _WITHOUT.items()}
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(runs):
        for way, (backend, left_out) in ways.items():
            seconds[way].append(_once(backend, left_out))
    print(f"\nA sandbox started, asked and removed, {runs} of each in turn")
    for way, taken in seconds.items():
        middle, least, most = (which(taken) * 1000 for which in (statistics.median, min, max))
        print(f"  {way:<30} {middle:7.1f} ms [{least:.0f}-{most:.0f}]")


def _once(name: str, left_out: dict[str, bytes | None]) -> float:
    limits = Limits()
    with ExitStack() as patches:
        for what, value in left_out.items():
            patches.enter_context(mock.patch(what, return_value=value))
        with closing(create_backend(name)) as backend:
            began = time.perf_counter()
            with closing(Session(backend.start(SandboxSpec(limits=limits)), limits)) as session:
                session.ready()
            return time.perf_counter() - began
