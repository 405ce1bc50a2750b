"""Measures a solution and the reference in turn at growing sizes, until what they say is clear.

The reference is the control: it runs in a sandbox of the same kind, interleaved with the solution and on the same
inputs, so that what slows the machine down slows both. Measuring ends when the share of the cost that grows faster has
stayed on one side of the border by a margin for two rounds. Where a bounded number of rounds leaves it in doubt, larger
sizes are taken, at which more of the cost is what grows fastest; where these cost too much, the border decides.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graders.growing.curve import Curve, Finding, faster_share
from graders.growing.errors import WrongAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

    Case = Callable[[Any, int, random.Random], Callable[[], Any]]
    """Makes what is to be measured from a module, a size and random choices; making it is not measured."""

ENOUGH_SECONDS = 0.02
"""A cost that is measured well: far above the price of a call."""
CONTROL_SECONDS = 0.004
MOST_SECONDS = 0.25
"""No size is taken at which one measurement costs more,"""
MOST_IN_DOUBT_SECONDS = 1.0
"""unless smaller ones have left a doubt."""
UNSTEADY = 4
"""By how much these grow where the clock is the one on the wall."""
STEP = 2
SIZES = 5
"""How many sizes are measured, each twice the one before."""
BORDER = 0.75
"""The share of the cost at the largest size that may grow faster."""
MARGIN = 0.1
"""How far from the border two rounds must be to be clear."""
SURELY_SLOWER, SURELY_ALIKE = 0.95, 0.35
"""The shares above and below which nobody doubts."""
ENOUGH_ROUNDS, ROUNDS_TO_PASS, ROUNDS_TO_FAIL = 6, 2, 3
"""How often each size is measured before two clear rounds count, and before two count that nobody doubts."""
MOST_ROUNDS = 9
"""After so many rounds at the same sizes there is a doubt."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One program to be measured.

    Attributes:
        module: what a case is made from.
        clock: the seconds that it has used so far; what a call adds to them is its cost.
        steady: whether other programs don't count. Where they do, larger costs are measured.
    """

    module: Any
    clock: Callable[[], float]
    steady: bool = True


class Measuring:
    """One question: does the cost of a solution grow like the reference's?

    Args:
        solution: what is asked about.
        reference: the control.
        case: what is measured.
        same: whether an answer is the one that is expected.
        seed: what the inputs are drawn from.
    """

    def __init__(
        self,
        solution: Subject,
        reference: Subject,
        case: Case,
        *,
        same: Callable[[Any, Any], bool],
        seed: str,
    ) -> None:
        self._solution = solution
        self._reference = reference
        self._case = case
        self._same = same
        self._seed = seed
        self._count = 0
        self._ours, self._control = Curve(), Curve()

    def answer(self, *, start: int, most: int) -> Finding:
        """Measure until it is clear.

        Args:
            start: the smallest size.
            most: the largest.

        Raises:
            WrongAnswer: the solution answers something else than the reference.
        """
        sizes = self._sizes(start, most)
        shares: list[float] = []
        while not _clear(shares):
            if len(shares) == MOST_ROUNDS:
                if not self._larger(sizes, most):
                    break
                sizes, shares = [*sizes[1:], sizes[-1] * STEP], []
            for size in sizes:
                self._measure(size)
            shares.append(faster_share(self._ours.least(sizes), self._control.least(sizes)))
        return Finding(
            grows_faster=shares[-1] > BORDER,
            clear=_clear(shares),
            share=shares[-1],
            costs=self._ours.least(sizes),
            controls=self._control.least(sizes),
            rounds=len(shares),
        )

    def _larger(self, sizes: list[int], most: int) -> bool:
        """Whether one size more can be afforded, should it cost as much as a quadratic one does."""
        factor = 1 if self._solution.steady else UNSTEADY
        least = self._ours.least(sizes)[sizes[-1]]
        return sizes[-1] * STEP <= most and least * STEP**2 <= factor * MOST_IN_DOUBT_SECONDS

    def _sizes(self, start: int, most: int) -> list[int]:
        """The last few sizes of those up to one that costs enough to be measured well."""
        size, factor = start, 1 if self._solution.steady else UNSTEADY
        self._measure(size)  # a first call has more to do than the next ones
        self._ours, self._control = Curve(), Curve()
        while True:
            ours, control = self._measure(size)
            enough = ours >= factor * ENOUGH_SECONDS and control >= factor * CONTROL_SECONDS
            if enough and size >= start * STEP ** (SIZES - 1):
                break
            if ours * STEP**2 > factor * MOST_SECONDS or size * STEP > most:
                break
            size *= STEP
        return [size // STEP**step for step in reversed(range(SIZES)) if size // STEP**step >= 1]

    def _measure(self, size: int) -> tuple[float, float]:
        """One measurement of each, in an order that changes, on the same input."""
        self._count += 1
        seed = f"{self._seed}/{size}/{self._count}"
        order = [(self._solution, self._ours), (self._reference, self._control)]
        answers: dict[int, Any] = {}
        seconds: dict[int, float] = {}
        for subject, curve in order if self._count % 2 else reversed(order):
            action = self._case(subject.module, size, random.Random(seed))  # noqa: S311 - to be repeatable
            before = subject.clock()
            answers[id(curve)] = action()
            spent = subject.clock() - before
            curve.add(size, spent)
            seconds[id(curve)] = spent
        answer, expected = answers[id(self._ours)], answers[id(self._control)]
        if not self._same(answer, expected):
            raise WrongAnswer(size, answer, expected)
        return seconds[id(self._ours)], seconds[id(self._control)]


def _clear(shares: list[float]) -> bool:
    """Whether there is an answer: the last two rounds are clear of the border, and there were enough of them.

    A disturbance may make one size look dear or the reference slow, and each round makes that less likely.
    """
    low, high = min(shares[-2:], default=0.0), max(shares[-2:], default=1.0)
    if high < BORDER - MARGIN:
        return len(shares) >= (ROUNDS_TO_PASS if high < SURELY_ALIKE else ENOUGH_ROUNDS)
    return low > BORDER + MARGIN and len(shares) >= (ROUNDS_TO_FAIL if low > SURELY_SLOWER else ENOUGH_ROUNDS)


def wall_clock() -> float:
    """Where nobody counts the sandbox's processor time."""
    return time.perf_counter()
