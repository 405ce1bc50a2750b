"""``annotations``: GitHub's workflow commands, one for each submission that did not pass.

To be printed by a step (``--report annotations=-``). GitHub shows ten errors and ten warnings of a step and drops the
rest without a word, so what is left out is counted in a notice, which has a limit of its own. What could not be graded
comes first; then what did not pass; what was handed in and could not be read is a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.outcome import Verdict
from runner.gradebook import reason
from runner.renderers.text import line_text, log_text
from runner.renderers.wording import NAMES, gist, what_happened
from runner.report import was_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runner.batch.model import Graded
    from runner.gradebook import Gradebook
    from runner.report import Report

SHOWN_A_STEP = 10
CHECKS_NAMED = 5
NAME_CHARACTERS = 60
MESSAGE_CHARACTERS = 2_000


def render(book: Gradebook, /) -> str:
    """The commands, a line each; nothing where there is nothing to say."""
    theirs = [graded for graded in book.graded if _is_failure(graded.report)]
    errors = [_of(graded, book) for graded in (*book.errors, *theirs)]
    warnings = [_of(graded, book) for graded in book.graded if graded.report.verdict is Verdict.INVALID]
    warnings += [(f"{misfit.place}: not graded", misfit.reason) for misfit in book.misfits]
    lines = [*_commands("error", errors), *_commands("warning", warnings)]
    return "".join(f"{line}\n" for line in lines)


def _is_failure(report: Report) -> bool:
    return report.verdict not in {Verdict.PASSED, Verdict.ERROR, Verdict.INVALID}


def _commands(kind: str, said: Sequence[tuple[str, str]]) -> list[str]:
    lines = [_command(kind, title, message) for title, message in said[:SHOWN_A_STEP]]
    if len(said) > SHOWN_A_STEP:
        more = len(said) - SHOWN_A_STEP
        told = f"{more} more {kind}{'s' if more > 1 else ''} left out: GitHub shows {SHOWN_A_STEP} of a step"
        lines.append(_command("notice", "kata grade", told))
    return lines


def _command(kind: str, title: str, message: str) -> str:
    return f"::{kind} title={_property(line_text(title))}::{_data(log_text(message[:MESSAGE_CHARACTERS]))}"


def _data(text: str) -> str:
    """Text for the message of a command; the runner reads these escapes and no others."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _of(graded: Graded, book: Gradebook) -> tuple[str, str]:
    """A title and a message."""
    report = book.told(graded)
    who = f"{line_text(graded.handed.learner, limit=NAME_CHARACTERS)}, "
    who += line_text(graded.handed.exercise, limit=NAME_CHARACTERS)
    if report.verdict is Verdict.ERROR:
        return f"{who}: could not be graded", f"{reason(report)}\nThis is no grade."
    if report.verdict is Verdict.INVALID:
        return f"{who}: {NAMES[Verdict.INVALID]}", report.message or what_happened(Verdict.INVALID, None)
    return f"{who}: {_result(report)}", "\n".join(_failures(report)) or NAMES[report.verdict]


def _result(report: Report) -> str:
    points = f"{report.score:g} of {report.max_score:g} points"
    if not report.checks:
        return points
    passed = sum(check.verdict is Verdict.PASSED for check in report.checks)
    return f"{passed} of {len(report.checks)} checks, {points}"


def _failures(report: Report) -> list[str]:
    limits = report.sandbox.limits if report.sandbox else None
    pairs = zip(report.labels, report.checks, strict=True)
    failed = [pair for pair in pairs if pair[1].verdict is not Verdict.PASSED and was_run(pair[1])]
    lines = [f"{report.message}"] if report.message else []
    for label, check in failed[:CHECKS_NAMED]:
        said = "; ".join(gist(check, limits)) if check.message else NAMES[check.verdict]
        lines.append(f"{line_text(label)}: {line_text(said)}")
    if len(failed) > CHECKS_NAMED:
        lines.append(f"and {len(failed) - CHECKS_NAMED} more checks")
    return lines
