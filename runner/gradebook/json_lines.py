"""``jsonl``: a ``kata.graded/v1`` object on a line for each submission, with its whole report."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from runner.renderers.text import json_text

if TYPE_CHECKING:
    from runner.gradebook import Gradebook
    from runner.report import Report

SCHEMA = "kata.graded/v1"


def render(book: Gradebook, /) -> str:
    """The lines, in ASCII."""
    lines = (
        {
            "schema": SCHEMA,
            "learner": graded.handed.learner,
            "language": graded.language,
            "key": graded.key,
            "report": json.loads(limited(graded.report, book.feedback).to_json()),
        }
        for graded in book.graded
    )
    return "".join(json_text(line) + "\n" for line in lines)


def limited(report: Report, feedback: str) -> Report:
    """The report with what that much feedback tells: ``full``, ``names`` of checks, or the ``score`` alone."""
    if feedback == "full":
        return report
    if feedback == "score":
        return replace(report, checks=())
    return replace(report, checks=tuple(replace(check, message="", output="", hint="") for check in report.checks))
