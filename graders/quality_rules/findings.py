"""A broken rule of good style, and a list of them as the message of a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.quality_rules.source import Source

SHOWN = 5
"""How many findings a message tells in full; the others are counted."""
LINE_CHARACTERS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place that breaks a rule.

    Attributes:
        file: relative name of the file.
        line: the line, from 1; 0 for the file as a whole.
        what: what is wrong there, in half a sentence.
        why: why it matters, in a sentence; empty where nothing is known.
        code: the name of the rule in the program that found it; empty for ours.
    """

    file: str
    line: int
    what: str
    why: str = ""
    code: str = ""


def told(rule: str, findings: Sequence[Finding], sources: Sequence[Source]) -> str:
    """The message of a check that found something: the rule, each place with its line, and why it matters."""
    texts = {source.name: source.lines for source in sources}
    lines = [f"Rule: {rule}"]
    reasons: list[str] = []
    for finding in findings[:SHOWN]:
        code = f" ({finding.code})" if finding.code else ""
        place = f"{finding.file}, line {finding.line}" if finding.line else finding.file
        lines.append(f"{place}: {finding.what}{code}")
        text = texts.get(finding.file, ())
        if 0 < finding.line <= len(text) and text[finding.line - 1].strip():
            lines.append(f"    {text[finding.line - 1].strip()[:LINE_CHARACTERS]}")
        if finding.why and finding.why not in reasons:
            reasons.append(finding.why)
            lines.append(f"  why: {finding.why}")
    if len(findings) > SHOWN:
        more = len(findings) - SHOWN
        lines.append(f"... and {more} more {'place' if more == 1 else 'places'} like these")
    return "\n".join(lines)
