"""``csv``: a row for each submission, for a spreadsheet or a learning platform.

RFC 4180 with CRLF. No cell is ever taken for a formula (``runner.renderers.text.csv_row``). A submission that could
not be graded has no score: an empty cell, never a zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.outcome import Verdict
from runner.gradebook import reason
from runner.renderers.text import csv_row, plain_number

if TYPE_CHECKING:
    from runner.batch.model import Graded
    from runner.gradebook import Gradebook

COLUMNS = (
    *("learner", "exercise", "language", "verdict", "score", "max_score"),
    *("checks_passed", "checks", "seconds", "exercise_version", "seed", "sandbox", "message"),
)


def render(book: Gradebook, /) -> str:
    """The table, its header first."""
    return "".join([csv_row(COLUMNS), *(csv_row(_row(graded, book)) for graded in book.graded)])


def _row(graded: Graded, book: Gradebook) -> list[str | float]:
    report = book.told(graded)
    ours = report.verdict is Verdict.ERROR
    counted = not ours and book.feedback != "score"
    return [
        graded.handed.learner,
        graded.handed.exercise,
        graded.language,
        report.verdict.value,
        "" if ours else plain_number(report.score),
        "" if ours else plain_number(report.max_score),
        sum(check.verdict is Verdict.PASSED for check in report.checks) if counted else "",
        len(report.checks) if counted else "",
        round(report.seconds, 3),
        report.exercise.version,
        report.seed,
        report.sandbox.backend if report.sandbox else "",
        reason(report) if ours else report.message,
    ]
