"""``--format gradescope``: the results.json that a Gradescope autograder leaves behind.

Every text is declared to be plain, so that nothing of it is taken for HTML or Markdown, and what the run itself
prints stays with the staff. A failure of ours has neither a score nor tests: Gradescope then says that the autograder
failed, where a score of 0 would be a grade.

The fields are those of https://gradescope-autograders.readthedocs.io/en/latest/specs/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graders.outcome import Check, Verdict
from runner.renderers.text import json_text, line_text, log_text, plain_number
from runner.renderers.wording import NAMES, account

if TYPE_CHECKING:
    from runner.renderers import View
    from runner.report import Report
    from sandbox.spec import Limits


def render(report: Report, _view: View, /) -> str:
    """The object and a newline, in ASCII. The same for every view: it is for programs."""
    limits = report.sandbox.limits if report.sandbox else None
    told = "" if report.verdict is Verdict.PASSED else account(report.verdict, report.message, limits)
    result: dict[str, Any] = {
        "output": log_text(told or NAMES[report.verdict]),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "execution_time": round(report.seconds, 3),
        "extra_data": {
            "exercise": report.exercise.id,
            "exercise_version": report.exercise.version,
            "verdict": report.verdict.value,
            "max_score": plain_number(report.max_score),
            "seed": report.seed,
            "kata_version": report.kata_version,
        },
    }
    if report.verdict is not Verdict.ERROR:
        result["score"] = plain_number(report.score)
        pairs = zip(report.labels, report.checks, strict=True)
        result["tests"] = [
            _test(str(number), label, check, limits) for number, (label, check) in enumerate(pairs, start=1)
        ]
    return json_text(result) + "\n"


def _test(number: str, label: str, check: Check, limits: Limits | None) -> dict[str, Any]:
    passed = check.verdict is Verdict.PASSED
    parts = [] if passed else [account(check.verdict, check.message, limits)]
    if check.hint and not passed:
        parts.append(f"Hint: {check.hint}")
    if check.output:
        parts.append(f"Your code printed:\n{check.output}")
    return {
        "number": number,
        "name": line_text(label),
        "name_format": "text",
        "score": plain_number(check.points),
        "max_score": plain_number(check.max_points),
        "status": "passed" if passed else "failed",
        "output": log_text("\n\n".join(part for part in parts if part)),
        "output_format": "text",
        "visibility": "visible",
        "extra_data": {"check": line_text(check.name), "verdict": check.verdict.value},
    }
