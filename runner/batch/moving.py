"""Whose score moves when an exercise is graded again, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.outcome import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from runner.batch.model import Graded
    from runner.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One learner's result, before and after.

    Attributes:
        before: what was known.
        after: what it is now.
        reasons: the checks that came out otherwise, a line each.
    """

    before: Graded
    after: Graded
    reasons: tuple[str, ...]

    @property
    def points(self) -> float:
        """By how much the score moves."""
        return self.after.report.score - self.before.report.score


def moves(before: Sequence[Graded], after: Sequence[Graded]) -> list[Move]:
    """The results that are not what they were, the largest loss first."""
    known = {(graded.handed.learner, graded.handed.exercise): graded for graded in before}
    found = []
    for graded in after:
        old = known[graded.handed.learner, graded.handed.exercise]
        reasons = tuple(_reasons(old.report, graded.report))
        if reasons:
            found.append(Move(before=old, after=graded, reasons=reasons))
    return sorted(found, key=lambda move: (move.points, move.after.handed))


def _reasons(before: Report, after: Report) -> Iterator[str]:
    if Verdict.ERROR in {before.verdict, after.verdict}:
        if before.verdict is not after.verdict:
            yield f"{before.verdict} before, {after.verdict} now"
        return
    if not before.checks and not after.checks:
        if (before.verdict, before.message) != (after.verdict, after.message):
            yield f"{after.verdict}: {after.message}"
        return
    old = {check.name: check for check in before.checks}
    new = {check.name: check for check in after.checks}
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        if was is None and now is not None:
            yield f"new check: {now.title} ({_points(now.points)} of {_points(now.max_points)})"
        elif now is None and was is not None:
            yield f"no more check: {was.title} (was {_points(was.points)} of {_points(was.max_points)})"
        elif was is not None and now is not None and _worth(was.verdict, was.points) != _worth(now.verdict, now.points):
            told = [f"{check.verdict} ({_points(check.points)})" for check in (was, now)]
            yield f"{now.title}: {told[0]} before, {told[1]} now"


def _worth(verdict: Verdict, points: float) -> tuple[bool, float]:
    return verdict is Verdict.PASSED, points


def _points(count: float) -> str:
    return f"{count:g}"


def by_exercise(graded: Sequence[Graded]) -> Mapping[str, list[Graded]]:
    """The results of each exercise."""
    found: dict[str, list[Graded]] = {}
    for one in graded:
        found.setdefault(one.handed.exercise, []).append(one)
    return found
