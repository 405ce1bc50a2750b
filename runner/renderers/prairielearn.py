"""``--format prairielearn``: the results.json that an external grader of PrairieLearn leaves behind.

What could not be graded, through the learner's fault or ours, is ``gradable: false``: no points are given or taken
and no attempt is counted. The file may have 1 MB, so long texts are cut until it fits.

The fields are those of https://docs.prairielearn.com/externalGrading/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graders.outcome import Check, Verdict
from runner.feedback import limited
from runner.renderers.text import json_text, line_text, log_text, plain_number
from runner.renderers.wording import NAMES, account

if TYPE_CHECKING:
    from runner.renderers import View
    from runner.report import Report
    from sandbox.spec import Limits

LARGEST_BYTES = 1_000_000
CUTS = (20_000, 2_000, 200, 20)
"""How many characters of a text are kept: the first of these with which the file is small enough."""


def render(report: Report, _view: View, /) -> str:
    """The object and a newline, in ASCII. The same for every view: it is for programs."""
    for cut in CUTS:
        if sum(min(len(check.message), cut) + min(len(check.output), cut) for check in report.checks) > LARGEST_BYTES:
            continue  # what is shown is no shorter than what is kept of it
        text = json_text(_result(report, cut)) + "\n"
        if len(text) <= LARGEST_BYTES:
            return text
    without = _result(limited(report, "score"), CUTS[-1])
    without["message"] = "The checks are left out: there are too many for PrairieLearn."
    return json_text(without) + "\n"


def _result(report: Report, cut: int) -> dict[str, Any]:
    limits = report.sandbox.limits if report.sandbox else None
    if report.verdict in {Verdict.ERROR, Verdict.INVALID}:
        told = _text(account(report.verdict, report.message, limits), cut)
        return {"gradable": False, "message": told, "format_errors": [told]}
    pairs = zip(report.labels, report.checks, strict=True)
    return {
        "gradable": True,
        "score": min(max(report.score / report.max_score, 0.0), 1.0) if report.max_score else 0.0,
        "message": _text(report.message or NAMES[report.verdict], cut),
        "tests": [_test(label, check, limits, cut) for label, check in pairs],
    }


def _test(label: str, check: Check, limits: Limits | None, cut: int) -> dict[str, Any]:
    parts = [] if check.verdict is Verdict.PASSED else [account(check.verdict, check.message, limits)]
    if check.hint and parts:
        parts.append(f"Hint: {check.hint}")
    return {
        "name": line_text(label),
        "points": plain_number(check.points),
        "max_points": plain_number(check.max_points),
        "message": _text("\n\n".join(part for part in parts if part), cut),
        "output": _text(check.output, cut),
    }


def _text(text: str, cut: int) -> str:
    note = f"\n... {len(text) - cut:,} more characters" if len(text) > cut else ""
    return log_text(text[:cut]) + note
