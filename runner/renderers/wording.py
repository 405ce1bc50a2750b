"""Verdicts in a learner's words: a name, what happened, and where to look."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.outcome import Verdict
from sandbox.spec import amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.outcome import Check
    from sandbox.spec import Limits

NAMES: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.PASSED: "passed",
        Verdict.FAILED: "not yet",
        Verdict.TIME_LIMIT: "time limit",
        Verdict.MEMORY_LIMIT: "memory limit",
        Verdict.OUTPUT_LIMIT: "output limit",
        Verdict.CRASHED: "crashed",
        Verdict.INVALID: "not graded",
        Verdict.ERROR: "error of ours",
    }
)

TIPS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.TIME_LIMIT: "Is there a loop that never ends, or a step that walks through all of the "
        "data for every piece of it?",
        Verdict.MEMORY_LIMIT: "Does something grow without end? Is everything kept at once where one "
        "piece at a time would do?",
        Verdict.OUTPUT_LIMIT: "Is there a print in a loop that never ends?",
        Verdict.CRASHED: "A call that ends the program (exit, quit) does this, and so does recursion without "
        "an end. What it printed last may say more.",
        Verdict.INVALID: "No attempt was counted.",
        Verdict.ERROR: "This is not your fault: kata itself, or the exercise, went wrong. Nothing was counted.",
    }
)


FACTS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.TIME_LIMIT: "It ran longer than a check may take",
        Verdict.MEMORY_LIMIT: "It needed more memory than it may use",
        Verdict.OUTPUT_LIMIT: "It printed more than a check may print",
        Verdict.CRASHED: "The program ended in the middle of a check",
        Verdict.INVALID: "What was handed in cannot be read",
        Verdict.ERROR: "Something went wrong that is not the solution's doing",
    }
)

GIST_FACTS = 4
GIST_CHARACTERS = 4_000
ASKED_CHARACTERS = 40
"""A question no longer than this leaves room on a row for what came back."""


def what_happened(verdict: Verdict, limits: Limits | None) -> str:
    """One sentence for a verdict that came without a message; empty where only the check can tell."""
    fact = FACTS.get(verdict, "")
    bounds = {}
    if limits:
        bounds = {
            Verdict.TIME_LIMIT: f" ({limits.seconds:g} s)",
            Verdict.MEMORY_LIMIT: f" ({amount(limits.memory_bytes)})",
            Verdict.OUTPUT_LIMIT: f" ({amount(limits.output_bytes)})",
        }
    return fact and f"{fact}{bounds.get(verdict, '')}."


def account(verdict: Verdict, message: str, limits: Limits | None) -> str:
    """What happened, in full: the message or a sentence in its place, then where to look."""
    parts = [message or what_happened(verdict, limits), TIPS.get(verdict, "")]
    if verdict is Verdict.ERROR:
        parts.reverse()  # whose fault it is not comes before what it is
    return "\n".join(part for part in parts if part)


def gist(check: Check, limits: Limits | None, *, brief: bool = False) -> list[str]:
    """The first few facts of a failure, for where there is one line for it.

    A message that begins by setting a scene ("With these tables:") has its facts in its first sentence.

    Args:
        check: which failed.
        limits: of its grading.
        brief: the line is short: where the message tells what came back, the rule before it is left out.
    """
    message = check.message or what_happened(check.verdict, limits)
    lines = [line for line in message[:GIST_CHARACTERS].split("\n") if line.strip()]
    if lines and lines[0].endswith(":"):
        lines = [line for line in lines if line.endswith(".") and not line.startswith(" ")][:1]
    elif brief:
        lines = lines[_told_from(lines) :]
    return [" ".join(line.split()) for line in lines[:GIST_FACTS]]


def _told_from(lines: list[str]) -> int:
    """The line from which a message tells what came back: what was asked, if that is short, or the answer itself."""
    answer = next((at for at, line in enumerate(lines) if line.startswith(("  gave ", "  raised "))), 0)
    if answer == 0:
        return 0
    asked = lines[answer - 1]
    return answer if asked.startswith("Rule: ") or len(asked) > ASKED_CHARACTERS else answer - 1
