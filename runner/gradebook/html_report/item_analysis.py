"""What the results of a class say of its exercises, as classical test theory has it.

Only submissions that have a score count: not an error of ours, and not one that could not be read. What somebody did
not hand in counts nowhere.

**Difficulty** ``p`` is the mean share of the points that was earned: 1 is easy, 0 is hard.

**Discrimination** ``r`` is the item-rest correlation, over the learners who have a score in this exercise and in
another one: Pearson's correlation of ``x``, the share they earned in this exercise, with ``y``, the mean of the shares
they earned in their other exercises:

    r = sum((x - mean x) (y - mean y)) / sqrt(sum((x - mean x)^2) sum((y - mean y)^2))

The exercise itself is left out of ``y``, for it would correlate with itself. ``r`` near 1: who does well elsewhere does
well here. Near 0, or below it: the exercise asks for something else, or something is wrong with it. It is undefined
with fewer than ``FEWEST`` such learners, and where all ``x`` or all ``y`` are the same; then the reason is told.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.outcome import Verdict
from runner.report import was_run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runner.batch.model import Graded
    from runner.gradebook import Gradebook
    from runner.report import Report

FEWEST = 5
"""Learners without whom a correlation says nothing."""
SAME = 1e-9
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
SHORTEST_SECONDS = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCount:
    """How often one check was run, and how often it was not passed then."""

    label: str
    failed: int
    run: int

    @property
    def share(self) -> float:
        """The failed among the run."""
        return self.failed / self.run if self.run else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseFacts:
    """An exercise and what came in for it.

    Attributes:
        id: its id.
        title: its title.
        points: what can be earned; the commonest where versions differ.
        handed_in: submissions.
        scored: those with a score.
        passed: those that passed.
        difficulty: mean share of the points; None where nothing has a score.
        discrimination: item-rest correlation; None where it is undefined.
        undefined: why it is undefined.
        checks: most failed first; those that were never failed are left out.
        seconds: the quantiles of ``QUANTILES`` of the time a grading took, and the longest; empty where nothing has a
            score.
    """

    id: str
    title: str
    points: float
    handed_in: int
    scored: int
    passed: int
    difficulty: float | None
    discrimination: float | None
    undefined: str
    checks: tuple[CheckCount, ...]
    seconds: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The class in numbers."""

    handed_in: int
    scored: int
    passed: int
    errors: int
    unread: int
    mean: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeScale:
    """One logarithmic scale for the times of all exercises, 0 to 100."""

    shortest: float
    longest: float

    @classmethod
    def over(cls, exercises: Sequence[ExerciseFacts]) -> TimeScale:
        """The scale on which all their times lie."""
        seconds = [max(second, SHORTEST_SECONDS) for exercise in exercises for second in exercise.seconds]
        return cls(shortest=min(seconds, default=SHORTEST_SECONDS), longest=max(seconds, default=1.0))

    def place(self, seconds: float) -> float:
        """Where a time lies on it."""
        span = math.log(self.longest / self.shortest)
        return round(100 * math.log(max(seconds, self.shortest) / self.shortest) / span, 1) if span > SAME else 50.0


def share_of(report: Report) -> float | None:
    """The share of the points that was earned; None for what has no score."""
    if report.verdict in {Verdict.ERROR, Verdict.INVALID} or report.max_score <= 0:
        return None
    return report.score / report.max_score


def totals(book: Gradebook) -> Totals:
    """The class in numbers."""
    shares = [share for graded in book.graded if (share := share_of(graded.report)) is not None]
    verdicts = Counter(graded.report.verdict for graded in book.graded)
    return Totals(
        handed_in=len(book.graded),
        scored=len(shares),
        passed=verdicts[Verdict.PASSED],
        errors=verdicts[Verdict.ERROR],
        unread=verdicts[Verdict.INVALID],
        mean=_mean(shares),
    )


def analyse(book: Gradebook) -> list[ExerciseFacts]:
    """The facts of each exercise. No names of checks where the feedback is to be the score alone."""
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    mine: dict[str, list[Graded]] = defaultdict(list)
    for (learner, exercise), graded in book.by_place.items():
        mine[exercise].append(graded)
        share = share_of(graded.report)
        if share is not None:
            shares[learner][exercise] = share
    return [
        _facts(exercise, mine[exercise], shares, with_checks=book.feedback != "score") for exercise in book.exercises
    ]


def _facts(
    exercise: str, mine: Sequence[Graded], shares: Mapping[str, Mapping[str, float]], *, with_checks: bool
) -> ExerciseFacts:
    scored = [graded.report for graded in mine if share_of(graded.report) is not None]
    discrimination, undefined = _discrimination(exercise, shares)
    points = Counter(report.max_score for report in scored).most_common(1)
    return ExerciseFacts(
        id=exercise,
        title=mine[-1].report.exercise.title,
        points=points[0][0] if points else 0.0,
        handed_in=len(mine),
        scored=len(scored),
        passed=sum(report.verdict is Verdict.PASSED for report in scored),
        difficulty=_mean([by_exercise[exercise] for by_exercise in shares.values() if exercise in by_exercise]),
        discrimination=discrimination,
        undefined=undefined,
        checks=_counts(scored) if with_checks else (),
        seconds=_quantiles(sorted(report.seconds for report in scored)),
    )


def _discrimination(exercise: str, shares: Mapping[str, Mapping[str, float]]) -> tuple[float | None, str]:
    pairs = [
        (mine[exercise], math.fsum(share for other, share in mine.items() if other != exercise) / (len(mine) - 1))
        for mine in shares.values()
        if exercise in mine and len(mine) > 1
    ]
    if len(pairs) < FEWEST:
        return None, f"undefined: fewer than {FEWEST} learners with a score here and elsewhere"
    here, elsewhere = zip(*pairs, strict=True)
    if max(here) - min(here) < SAME:
        return None, "undefined: all have the same score here"
    if max(elsewhere) - min(elsewhere) < SAME:
        return None, "undefined: all have the same score elsewhere"
    return statistics.correlation(here, elsewhere), ""


def _counts(reports: Sequence[Report]) -> tuple[CheckCount, ...]:
    labels: dict[str, str] = {}
    run: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for report in reports:
        for label, check in zip(report.labels, report.checks, strict=True):
            labels[check.name] = label
            if was_run(check):
                run[check.name] += 1
                failed[check.name] += check.verdict is not Verdict.PASSED
    counts = [CheckCount(label=labels[name], failed=failed[name], run=run[name]) for name in labels if failed[name]]
    return tuple(sorted(counts, key=lambda count: (-count.share, -count.failed, count.label)))


def _mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None


def _quantiles(ordered: Sequence[float]) -> tuple[float, ...]:
    """The quantiles, each between its two neighbours in proportion, and the largest value."""
    if not ordered:
        return ()
    found = []
    for share in QUANTILES:
        place = share * (len(ordered) - 1)
        low = math.floor(place)
        high = min(low + 1, len(ordered) - 1)
        found.append(ordered[low] + (ordered[high] - ordered[low]) * (place - low))
    return (*found, ordered[-1])
