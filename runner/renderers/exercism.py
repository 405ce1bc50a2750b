"""``--format exercism``: the results.json, version 3, that an Exercism test runner leaves behind.

Messages are bounded to what the site stores, and what a solution printed to the 500 characters that it shows. The
code of a check is hidden, so ``test_code`` is left out, and no check belongs to a numbered task.

The fields are those of https://exercism.org/docs/building/tooling/test-runners/interface. Its runners end with 0
whatever the tests said; ``kata check`` ends with 1 when they did not pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graders.outcome import Check, Verdict
from runner.renderers.text import json_text, line_text, log_text
from runner.renderers.wording import account

if TYPE_CHECKING:
    from runner.renderers import View
    from runner.report import Report
    from sandbox.spec import Limits

MESSAGE_BYTES = 65_535
OUTPUT_CHARACTERS = 500
CUT = "\n... the rest is left out"
OUTPUT_CUT = "\nOutput was truncated. Please limit to 500 chars."
"""What a text ends with that was cut; both count towards the limit."""


def render(report: Report, _view: View, /) -> str:
    """The object and a newline, in ASCII. The same for every view: it is for programs."""
    limits = report.sandbox.limits if report.sandbox else None
    status = _status(report)
    result: dict[str, Any] = {"version": 3, "status": status, "message": None}
    if status == "error":
        result["message"] = _message(account(report.verdict, report.message, limits))
    pairs = () if status == "error" else zip(report.labels, report.checks, strict=True)
    result["tests"] = [_test(label, check, limits) for label, check in pairs]
    return json_text(result) + "\n"


def _status(report: Report) -> str:
    """The whole is an error only where nothing was graded; it has no tests then."""
    if report.verdict in {Verdict.ERROR, Verdict.INVALID}:
        return "error"
    return "pass" if report.verdict is Verdict.PASSED else "fail"


def _test(label: str, check: Check, limits: Limits | None) -> dict[str, Any]:
    test: dict[str, Any] = {"name": line_text(label), "status": "error"}
    if check.verdict is Verdict.PASSED:
        test["status"] = "pass"
    else:
        if check.verdict is Verdict.FAILED:
            test["status"] = "fail"
        told = account(check.verdict, check.message, limits)
        test["message"] = _message(told) or None
    if check.output:
        test["output"] = _cut(log_text(check.output), OUTPUT_CHARACTERS, OUTPUT_CUT)
    return test


def _message(text: str) -> str:
    """The text, cut so that its UTF-8 fits."""
    shown = log_text(text)
    size = len(shown.encode())
    if size <= MESSAGE_BYTES:
        return shown
    return shown.encode()[: MESSAGE_BYTES - len(CUT)].decode(errors="ignore") + CUT


def _cut(text: str, limit: int, note: str) -> str:
    return text if len(text) <= limit else text[: limit - len(note)] + note
