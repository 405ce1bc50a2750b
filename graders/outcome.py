"""What a check can come to, as typed data."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Verdict(enum.StrEnum):
    """How a check, or a whole submission, ended.

    Everything but ``PASSED`` and ``ERROR`` is the solution's doing. ``ERROR`` is ours (a sandbox that went
    away, a broken test or manifest) and is never turned into a zero.
    """

    PASSED = "passed"
    FAILED = "failed"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    CRASHED = "crashed"
    INVALID = "invalid"
    """A file is missing or cannot be read: no attempt is counted."""
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One hidden test's outcome.

    ``name`` is the test's node name (``test_ties[march]``), ``title`` its docstring's first line, ``message``
    the plain text of what went wrong (several lines, empty when passed), ``output`` what the solution printed
    while the check ran (bounded), ``hint`` the author's hint for this check, shown when it does not pass.
    All text may hold anything a solution wrote: a renderer escapes it.
    """

    name: str
    title: str
    verdict: Verdict
    points: float
    max_points: float
    message: str = ""
    output: str = ""
    hint: str = ""
    seconds: float = 0.0
    example: bool = False


def overall(checks: tuple[Check, ...]) -> Verdict:
    """The verdict of a submission, from its checks.

    An error of ours outweighs everything, for the score is then not to be trusted; then ``FAILED``; then the
    first other verdict. No check at all is an error of ours: there was nothing to pass.
    """
    if not checks:
        return Verdict.ERROR
    verdicts = [check.verdict for check in checks]
    for verdict in (Verdict.ERROR, Verdict.FAILED):
        if verdict in verdicts:
            return verdict
    return next((verdict for verdict in verdicts if verdict is not Verdict.PASSED), Verdict.PASSED)
