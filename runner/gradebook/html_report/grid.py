"""The gradebook as lines of cells: what stands in each, and how it is shaded.

The shade is never the only sign: what has a score shows it, all else is a word.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.outcome import Verdict
from runner.gradebook.html_report.item_analysis import share_of
from runner.gradebook.html_report.wording import name_of, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from runner.gradebook import Gradebook
    from runner.gradebook.html_report.item_analysis import ExerciseFacts
    from runner.report import Report

HALF, MOST = 0.5, 0.8
SHADES: Mapping[str, str] = MappingProxyType(
    {"q4": "all points", "q3": "80 % or more", "q2": "50 % or more", "q1": "less than 50 %", "q0": "nothing"}
)
"""The shades of a score, and what each means."""
MARKS: Mapping[Verdict, str] = MappingProxyType(
    {Verdict.TIME_LIMIT: "t", Verdict.MEMORY_LIMIT: "m", Verdict.OUTPUT_LIMIT: "o", Verdict.CRASHED: "c"}
)
"""Letters behind a score that say how the submission ended. The page's legend has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A submission in the gradebook, or the lack of one: the text, a mark behind it, the shade's class.

    The number is the submission's, line by line: its place in the page's data, and None where there is none.
    """

    number: int | None = None
    text: str
    mark: str = ""
    shade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A learner: the mean share of what has a score, how many have one, and a cell for each exercise."""

    learner: str
    mean: float | None
    scored: int
    cells: Sequence[Cell]


ABSENT = Cell(text="\N{EN DASH}", shade="none")


def lines_of(book: Gradebook, exercises: Sequence[ExerciseFacts]) -> list[Line]:
    """A line for each learner."""
    numbers = itertools.count()
    return [_line(book, learner, exercises, numbers) for learner in book.learners]


def _line(book: Gradebook, learner: str, exercises: Sequence[ExerciseFacts], numbers: Iterator[int]) -> Line:
    cells, shares = [], []
    for exercise in exercises:
        graded = book.by_place.get((learner, exercise.id))
        cells.append(_cell(graded.report, exercise.points, next(numbers)) if graded else ABSENT)
        share = share_of(graded.report) if graded else None
        if share is not None:
            shares.append(share)
    return Line(
        learner=name_of(learner),
        mean=sum(shares) / len(shares) if shares else None,
        scored=len(shares),
        cells=cells,
    )


def _cell(report: Report, points: float, place: int) -> Cell:
    if report.verdict is Verdict.ERROR:
        return Cell(number=place, text="error", shade="ours")
    share = share_of(report)
    if share is None:
        return Cell(number=place, text="unread", shade="unread")
    of = "" if report.max_score == points else f"/{number(report.max_score)}"
    text = f"{number(report.score)}{of}"
    return Cell(number=place, text=text, mark=MARKS.get(report.verdict, ""), shade=_shade(share))


def _shade(share: float) -> str:
    if share >= 1:
        return "q4"
    if share >= MOST:
        return "q3"
    if share >= HALF:
        return "q2"
    return "q1" if share > 0 else "q0"
