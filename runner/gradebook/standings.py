"""How a batch went by exercise: one row of numbers for each, for every format that shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.outcome import Verdict

if TYPE_CHECKING:
    from runner.gradebook import Gradebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One exercise.

    Attributes:
        exercise: its id.
        handed_in: how many submissions there are.
        passed: how many of them passed.
        not_yet: how many did not.
        invalid: how many could not be read, by the learner's doing.
        errors: how many could not be graded, by ours; they are in no other number but ``handed_in``.
        share: the mean of their scores, from 0 to 1; 0 where nothing was graded.
    """

    exercise: str
    handed_in: int
    passed: int
    not_yet: int
    invalid: int
    errors: int
    share: float


def standings(book: Gradebook) -> list[Standing]:
    """A row for each exercise, in order."""
    return [_standing(book, exercise) for exercise in book.exercises]


def _standing(book: Gradebook, exercise: str) -> Standing:
    mine = [graded.report for graded in book.graded if graded.handed.exercise == exercise]
    verdicts = [report.verdict for report in mine]
    passed, invalid, errors = map(verdicts.count, (Verdict.PASSED, Verdict.INVALID, Verdict.ERROR))
    counted = [report for report in mine if report.verdict is not Verdict.ERROR and report.max_score]
    return Standing(
        exercise=exercise,
        handed_in=len(mine),
        passed=passed,
        not_yet=len(mine) - passed - invalid - errors,
        invalid=invalid,
        errors=errors,
        share=sum(report.score / report.max_score for report in counted) / len(counted) if counted else 0.0,
    )
