"""What one call of a solution's function costs in each language on each backend."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sandbox.errors import SandboxUnavailable
from sandbox.opening import Opener
from sandbox.solution import Solution
from sandbox.spec import Limits, SandboxSpec
from sandbox.values import to_bytes, to_trusting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sandbox.languages import Language
    from sandbox.programs import Connection
    from sandbox.session import Session

SOLUTIONS: Mapping[str, tuple[str, bytes]] = {
    "python": (
        "solution.py",
        b"def add(a, b):\n    return a + b\n\n\ndef same(values):\n    return list(values)\n",
    ),
    "javascript": (
        "solution.js",
        b"module.exports = { add: (a, b) => a + b, same: (values) => [...values] };\n",
    ),
    "java": (
        "Solution.java",
        (
            b"class Solution {\n  static int add(int a, int b) { return a + b; }\n"
            b"  static int[] same(int[] values) { return values.clone(); }\n}\n"
        ),
    ),
    "ruby": ("solution.rb", b"def add(a, b) = a + b\n\ndef same(values) = values.dup\n"),
}
CALLS = 3000
LONG_CALLS = 5
LONG = 100_000


class _Source:
    """One driver in one session."""

    def __init__(self, session: Session, language: Language) -> None:
        file, text = SOLUTIONS[language.id]
        session.put({f"work/{file}": text})
        self._session = session
        self._connection = session.load(language.program, [file])

    def connection(self) -> Connection:
        """The driver's conversation."""
        return self._connection

    def ended(self) -> bool:
        """Whether the session is over."""
        return self._session.ended is not None


def microseconds_a_call(backend: str, language: Language) -> tuple[float, float] | None:
    """A call with two numbers, and one with a long list both ways: microseconds each; None where it can't run."""
    limits = language.enough(Limits())
    opener = Opener(backend, SandboxSpec(image=language.image, tools=language.tools, limits=limits))
    try:
        with opener() as session:
            session.ready()
            write = to_trusting if language.hears_marshal else to_bytes
            module = SOLUTIONS[language.id][0].partition(".")[0]
            solution = Solution(_Source(session, language), write=write).import_module(module)
            small = _timed(lambda: solution.add(1, 2), CALLS)
            values = list(range(LONG))
            long = _timed(lambda: solution.same(values), LONG_CALLS)
    except SandboxUnavailable:
        return None
    finally:
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
