"""Gradebooks that the tests of the formats share: a small class, and one that attacks its reader."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from graders.outcome import Check, Verdict
from runner.batch.model import Graded, Handed, Misfit
from runner.feedback import FEEDBACK
from runner.gradebook import Gradebook
from runner.report import ExerciseInfo, Report
from tests.runner.renderers import reports

SQL = ExerciseInfo(id="sql-01", version="77aa01", title="Customers and what they spent", skill="databases")
SECRETS = ("two_sum([3], 6)", "looking at 2", "Look at the order", "The smaller position comes first.\n")
"""What of the reports below a message, an output or a hint says, and no name does."""


def graded(learner: str, report: Report, *, exercise: str = "", cached: bool = False) -> Graded:
    exercise = exercise or report.exercise.id
    handed = Handed(learner=learner, exercise=exercise, place=Path("handed-in") / learner / exercise)
    kept = "" if report.verdict is Verdict.ERROR else "0f" * 32
    return Graded(handed=handed, language="python", report=report, key=kept, cached=cached)


def of(report: Report, exercise: ExerciseInfo) -> Report:
    return replace(report, exercise=exercise)


FAILED = reports.report(
    reports.NEXT_TO, reports.BETWEEN, reports.ORDER, reports.NONE, reports.MILLION, verdict=Verdict.FAILED
)
SMALL = Gradebook(
    graded=(
        graded("ada", reports.ALL_PASSED, cached=True),
        graded("ada", of(reports.TIME_LIMIT, SQL)),
        graded("bo", FAILED),
        graded("cy", reports.INVALID),
        graded("di", reports.ERROR),
        graded("di", of(reports.ERROR_IN_A_CHECK, SQL)),
        graded("ed", of(reports.CRASHED, SQL)),
    ),
    misfits=(
        Misfit(place=Path("handed-in/README.md"), reason="is a file where the layout has a folder"),
        Misfit(place=Path("handed-in/ed/sql-1"), reason='there is no exercise "sql-1" to grade'),
    ),
    sandbox="docker",
    seconds=12.34,
)

NAMES = (
    '=HYPERLINK("http://evil.example","ada")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\tcmd|' /C calc'!A0",
    "::set-output name=score::100\n::error::pwned",
    "##vso[task.setvariable variable=a]b",
    "]]></system-out><script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) **bold** `code` | pipe | @everyone <!-- &amp;",
    "\x00\x07\x1b[2J\u202egnp\u2066\x85\u2028",
    "..",
    ". .",
    "con\r\n\r\n# heading",
    "bytes \udcff\udc80",
    "",
    "x" * 300,
    "%41%0A%",
)
"""What a learner's folder may be called."""
EVIL = "a\n\n# heading **bold** [x](http://evil.example) ~~y~~\n\n" + reports.EVIL.replace("x" * 5_000, "")
"""Short, for the golden files to be read; how long texts are cut has tests of its own."""
EVIL_CHECKS = (
    reports.check(f"Title {EVIL}", Verdict.FAILED, name=f"test[{EVIL}]", message=EVIL, output=EVIL, hint=EVIL),
    reports.check("Another", Verdict.FAILED, message=f"::error::{EVIL}"),
)
EVIL_INFO = ExerciseInfo(id=f"evil{EVIL}", version=EVIL, title=EVIL, skill=EVIL)
EVIL_REPORT = reports.report(*EVIL_CHECKS, verdict=Verdict.FAILED, exercise=EVIL_INFO, message=EVIL)
EVIL_REPORTS = (
    EVIL_REPORT,
    replace(EVIL_REPORT, verdict=Verdict.ERROR),
    replace(EVIL_REPORT, verdict=Verdict.INVALID, checks=()),
    replace(EVIL_REPORT, verdict=Verdict.PASSED, message=""),
)
HOSTILE = Gradebook(
    graded=tuple(
        graded(name, EVIL_REPORTS[number % len(EVIL_REPORTS)], exercise=EVIL if number % 3 else "sql-01")
        for number, name in enumerate(NAMES)
    ),
    misfits=tuple(Misfit(place=Path("in") / name.replace("\x00", ""), reason=EVIL) for name in NAMES),
    sandbox="docker",
    seconds=1.0,
)
BOOKS = {
    f"{name}.{feedback}": replace(book, feedback=feedback)
    for name, book in (("small", SMALL), ("hostile", HOSTILE), ("empty", Gradebook(graded=())))
    for feedback in FEEDBACK
}


def large(learners: int, *, text: str = "x" * 1_000) -> Gradebook:
    """A class of so many, none of whom passed anything, with long messages and outputs."""
    check = Check(
        name="test_it",
        title="It works",
        verdict=Verdict.FAILED,
        points=0.0,
        max_points=1.0,
        seconds=0.1,
        message=text,
        output=text,
    )
    report = reports.report(check, verdict=Verdict.FAILED)
    return Gradebook(graded=tuple(graded(f"learner {number:05}", report) for number in range(learners)))
