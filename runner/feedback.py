"""How much of a report is told: everything, which checks passed, or the score alone (for exams)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graders.outcome import Verdict

if TYPE_CHECKING:
    from graders.outcome import Check
    from runner.report import Report

FEEDBACK = ("full", "names", "score")
"""In this order each tells less than the one before: no messages, outputs and hints; then no checks at all."""


def limited(report: Report, feedback: str) -> Report:
    """The report with what that much feedback tells.

    The message about the whole stays where nothing was graded (a file is missing, the failure is ours): it says what
    to do, and nothing of the tests.
    """
    if feedback == "full":
        return report
    message = report.message if report.verdict in {Verdict.INVALID, Verdict.ERROR} else ""
    if feedback == "score":
        return replace(report, checks=(), message=message)
    return replace(report, checks=tuple(map(_named, report.checks)), message=message)


def _named(check: Check) -> Check:
    """The check without what was said about it, but that it was not run where it was not."""
    from runner.report import NOT_RUN, was_run  # here, for the options of a command import this module

    return replace(check, message="" if was_run(check) else f"{NOT_RUN}.", output="", hint="")
