"""The log of calls to a solution, as a grader keeps it, and its calls as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from graders.bounded import bounded, exception_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CALL_CHARACTERS = 160
BEFORE = 4
"""How many of the calls before the one in question are told."""


class Call(Protocol):
    """One call of the solution. It either gave ``result`` or raised ``exception``."""

    @property
    def name(self) -> str:
        """The function or method, as a learner would write it."""

    @property
    def args(self) -> Sequence[Any]:
        """What it was given."""

    @property
    def kwargs(self) -> Mapping[str, Any]:
        """What it was given by name."""

    @property
    def result(self) -> Any:
        """What it gave back."""

    @property
    def exception(self) -> BaseException | None:
        """What it raised, or None."""


def call_text(call: Call) -> str:
    """``two_sum([2, 7], 9)``, long arguments shortened."""
    given = [*call.args, *call.kwargs.values()]
    limit = max(CALL_CHARACTERS // max(len(given), 1), CALL_CHARACTERS // 4)
    parts = [bounded(value, limit=limit) for value in call.args]
    parts += [f"{name}={bounded(value, limit=limit)}" for name, value in call.kwargs.items()]
    return f"{call.name}({', '.join(parts)})"


def call_and_outcome(call: Call) -> list[str]:
    """A call on one line and what it came to below."""
    if call.exception is not None:
        return [call_text(call), f"  raised    {exception_text(call.exception)}"]
    return [call_text(call), f"  gave      {bounded(call.result)}"]


def calls_before(calls: Sequence[Call]) -> list[str]:
    """The last of these calls, a line each, for a test that makes several."""
    if not calls:
        return []
    lines = ["before that" if len(calls) <= BEFORE else f"before that ({len(calls) - BEFORE} more left out)"]
    for call in calls[-BEFORE:]:
        if call.exception is not None:
            outcome = f"  raised {exception_text(call.exception)}"
        elif call.result is None:
            outcome = ""
        else:
            outcome = f"  gave {bounded(call.result, limit=CALL_CHARACTERS // 2)}"
        lines.append(f"  {call_text(call)}{outcome}")
    return lines
