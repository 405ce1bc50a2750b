"""The calls that a test made to a solution, as lines of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from graders.bounded import bounded, exception_text

if TYPE_CHECKING:
    from collections.abc import Sequence

BEFORE = 4
"""How many of the calls before the one in question are told."""
ASIDE_CHARACTERS = 80


class Call(Protocol):
    """One thing that a test asked of a solution, as a grader keeps it."""

    @property
    def asked(self) -> str:
        """As a person would write it: ``two_sum([2, 7], 9)``, ``account.balance``."""

    @property
    def outcome(self) -> Any:
        """The very object that the test got, or the exception."""

    @property
    def raised(self) -> bool:
        """Whether the outcome was raised."""


def function_of(call: Call) -> str:
    """What was called: ``two_sum``, ``queue.take``."""
    return call.asked.partition("(")[0]


def call_and_outcome(call: Call) -> list[str]:
    """A call on one line and what it came to below."""
    if call.raised:
        return [call.asked, f"  raised    {exception_text(call.outcome)}"]
    return [call.asked, f"  gave      {bounded(call.outcome)}"]


def calls_before(calls: Sequence[Call]) -> list[str]:
    """The last of these calls, a line each; attributes that were read are left out."""
    told = [call for call in calls if "(" in call.asked]
    if not told:
        return []
    lines = ["before that" if len(told) <= BEFORE else f"before that ({len(told) - BEFORE} more left out)"]
    for call in told[-BEFORE:]:
        if call.raised:
            outcome = f"  raised {exception_text(call.outcome)}"
        elif call.outcome is None:
            outcome = ""
        else:
            outcome = f"  gave {bounded(call.outcome, limit=ASIDE_CHARACTERS)}"
        lines.append(f"  {call.asked}{outcome}")
    return lines
