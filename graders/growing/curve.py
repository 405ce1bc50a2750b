"""How a cost grows beside another one that is known to be good, from measurements of both.

Costs t(n) of a solution and c(n) of the reference are held against each other: t is taken as a part that does not grow,
a part that grows like c but for logarithms, and a part that grows faster by one power of n,

    t(n) = k + a c(n) (log n / log N)^2 + b c(n) n / N,    k, a, b >= 0,

N the largest size (one logarithm for an algorithm that has it, one for memory that is slower the more of it is used),
fitted by least squares of the relative error. What is asked for is the share of the last part in t(N). It is near 0
for a solution that is as good as the reference, slower by a factor, or n log n where that is linear, and near 1 for
one that is quadratic where the reference is linear, or linear where that is constant. What a call costs by itself,
and carrying an input into the sandbox, is in the other parts; a slope of t alone would be flattened by it.

Each cost is the least of all that were measured at its size, because the noise of a machine only ever adds.
"""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LEAST_SECONDS = 1e-6
_TIE = 1e-9
"""What is smaller is no difference: the simpler explanation stands."""


@dataclass(slots=True)
class Curve:
    """The costs of one program: for each size all that was measured, in seconds."""

    costs: dict[int, list[float]] = field(default_factory=dict)

    def add(self, size: int, seconds: float) -> None:
        """One measurement."""
        self.costs.setdefault(size, []).append(max(seconds, LEAST_SECONDS))

    def least(self, sizes: Sequence[int]) -> Mapping[int, float]:
        """The least cost at each of these sizes."""
        return {size: min(self.costs[size]) for size in sizes}


def faster_share(costs: Mapping[int, float], controls: Mapping[int, float]) -> float:
    """The share of the cost at the largest size that grows by one power of n faster than the control: 0 to 1."""
    largest = max(costs)
    parts = [
        [1.0 for _ in costs],
        [controls[size] * (math.log(size) / math.log(largest)) ** 2 for size in costs],
        [controls[size] * size / largest for size in costs],
    ]
    relative = [[x / cost for x, cost in zip(part, costs.values(), strict=True)] for part in parts]
    weights = _fitted(relative)
    at_largest = [weight * part[-1] for weight, part in zip(weights, parts, strict=True)]
    return at_largest[-1] / sum(at_largest)


def _fitted(parts: Sequence[Sequence[float]]) -> list[float]:
    """Weights of zero and above with which the parts together are nearest to 1 at each place.

    Of all choices of parts the best is taken whose weights are none below zero; one part alone always is such a choice.
    """
    best: tuple[float, list[float]] | None = None
    for count in range(1, len(parts) + 1):
        for chosen in combinations(range(len(parts)), count):
            solved = _solved([parts[index] for index in chosen])
            if solved is None or min(solved) < 0:
                continue
            weights = [0.0] * len(parts)
            for index, weight in zip(chosen, solved, strict=True):
                weights[index] = weight
            error = sum((sum(map(operator.mul, weights, column)) - 1) ** 2 for column in zip(*parts, strict=True))
            if best is None or error < best[0] * (1 - _TIE):
                best = error, weights
    if best is None:
        raise ValueError("costs are above zero")
    return best[1]


def _solved(parts: Sequence[Sequence[float]]) -> list[float] | None:
    """The weights of least squares by the normal equations; None where they are not determined."""
    rows = [[*(sum(map(operator.mul, one, other)) for other in parts), sum(one)] for one in parts]
    for index, row in enumerate(rows):
        if abs(row[index]) < _TIE:
            return None
        for below in range(len(rows)):
            if below != index:
                factor = rows[below][index] / row[index]
                rows[below] = [x - factor * y for x, y in zip(rows[below], row, strict=True)]
    return [row[-1] / row[index] for index, row in enumerate(rows)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the measurements say.

    Attributes:
        grows_faster: whether the solution's cost grows faster than the reference's.
        clear: whether that was clear before the measurements ran out.
        share: of the solution's cost that grows faster.
        costs: least seconds of the solution at each size.
        controls: of the reference.
        rounds: how often each size was measured.
    """

    grows_faster: bool
    clear: bool
    share: float
    costs: Mapping[int, float]
    controls: Mapping[int, float]
    rounds: int
