"""What one call of a solution's function costs on each backend."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sandbox.drivers import python_program
from sandbox.opening import Opener
from sandbox.solution import Solution
from sandbox.spec import SandboxSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.programs import Connection
    from sandbox.session import Session

SOLUTION = b"""
def add(a, b):
    return a + b


def same(values):
    return list(values)
"""
CALLS = 3000
LONG_CALLS = 5
LONG = 100_000


class _Source:
    """One driver in one session."""

    def __init__(self, session: Session) -> None:
        session.put({"work/solution.py": SOLUTION})
        self._session = session
        self._connection = session.load(python_program())

    def connection(self) -> Connection:
        """The driver's conversation."""
        return self._connection

    def ended(self) -> bool:
        """Whether the session is over."""
        return self._session.ended is not None


def microseconds_a_call(backend: str) -> tuple[float, float]:
    """A call with two numbers, and one with a long list both ways: microseconds each."""
    opener = Opener(backend, SandboxSpec())
    with opener() as session:
        session.ready()
        solution = Solution(_Source(session)).import_module("solution")
        small = _timed(lambda: solution.add(1, 2), CALLS)
        values = list(range(LONG))
        long = _timed(lambda: solution.same(values), LONG_CALLS)
    opener.close()
    return small, long


def _timed(call: Callable[[], object], times: int) -> float:
    """Microseconds of one call, the mean of many."""
    for _ in range(times // 10):
        call()
    started = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - started) / times * 1e6
