"""Rows of a terminal screen: colours, symbols and columns. Every text passes through the text layer here."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from runner.renderers.text import TerminalText, cells

if TYPE_CHECKING:
    from runner.renderers import View

MARGIN = 2


class Tone(enum.Enum):
    """What a colour says. Words or symbols say the same, for those who see no colours."""

    GOOD = "good"
    BAD = "bad"
    WARNING = "warning"
    STRONG = "strong"
    QUIET = "quiet"
    COMMAND = "command"
    PLAIN = "plain"


_STYLES: dict[Tone, dict[str, Any]] = {
    Tone.GOOD: {"fg": "green"},
    Tone.BAD: {"fg": "red"},
    Tone.WARNING: {"fg": "yellow"},
    Tone.STRONG: {"bold": True},
    Tone.QUIET: {"dim": True},
    Tone.COMMAND: {"fg": "cyan"},
    Tone.PLAIN: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbols:
    """Single characters that carry meaning."""

    passed: str
    failed: str
    not_run: str
    ours: str
    star: str
    bar: str
    rule: str
    dot: str
    full: str
    empty: str


UNICODE = Symbols(
    passed="✓", failed="✗", not_run="○", ours="!", star="★", bar="│", rule="─", dot="·", full="█", empty="░"
)
ASCII = Symbols(
    passed="+", failed="x", not_run="-", ours="!", star="*", bar="|", rule="-", dot="-", full="#", empty="."
)


class Pen:
    """Writes rows that are at most as wide as the view, each with the margin at its left."""

    def __init__(self, view: View) -> None:
        self.text = TerminalText(encoding=view.encoding)
        self.width = view.width - 2 * MARGIN
        unicode = "".join(getattr(UNICODE, name) for name in Symbols.__slots__)
        self.symbols = UNICODE if self.text.supports(unicode) else ASCII
        self._colour = view.colour

    def paint(self, text: str, tone: Tone) -> str:
        """Harmless text in a colour, where colours are allowed."""
        style = _STYLES[tone]
        return click.style(text, **style) if self._colour and style and text else text

    def rule(self) -> str:
        """A line across the screen."""
        return self._row(0, self.paint(self.symbols.rule * self.width, Tone.QUIET))

    def line(self, text: str, tone: Tone = Tone.PLAIN, *, indent: int = 0) -> str:
        """One row, cut where it is too long."""
        return self._row(indent, self.paint(self.text.row(text, width=self.width - indent), tone))

    def sides(self, mark: str, left: str, right: str, *, tone: Tone, left_tone: Tone = Tone.PLAIN) -> str:
        """A mark and a text at the left, and a quiet text that ends at the right edge."""
        right = self.text.row(right, width=self.width // 2)
        start = f"{mark} " if mark else ""
        room = self.width - cells(start) - (cells(right) + 2 if right else 0)
        left = self.text.row(left, width=room)
        gap = " " * (room - cells(left) + 2) if right else ""
        painted = self.paint(left, left_tone)
        return self._row(0, self.paint(start, tone) + painted + gap + self.paint(right, Tone.QUIET))

    def block(  # the measures of a block, all by keyword
        self, text: str, *, limit: int, tail: int = 0, wrap: int = 4, indent: int = 2, bar: bool = False
    ) -> list[str]:
        """A text on several rows. Behind a bar it is a quotation, else ``gave`` and ``expected`` show."""
        lead = f"{self.symbols.bar} " if bar else ""
        width = self.width - indent - cells(lead)
        rows = self.text.rows(text, width=width, limit=limit, tail=tail, wrap=min(wrap, limit - tail))
        return [self._row(indent, self.paint(lead + row, Tone.QUIET if bar else _tone_of(row))) for row in rows]

    def labelled(self, label: str, text: str, *, tone: Tone, indent: int, limit: int) -> list[str]:
        """A text of up to ``limit`` rows beside a short label, whose own colour it does not share."""
        lead = f"{label}  "
        width = self.width - indent - len(lead)
        rows = self.text.rows(text, width=width, limit=limit, wrap=limit)
        leads = [self.paint(label, tone) + "  ", *[" " * len(lead)] * len(rows)]
        return [self._row(indent, start + row) for start, row in zip(leads, rows, strict=False)]

    def _row(self, indent: int, content: str) -> str:
        return (" " * (MARGIN + indent) + content).rstrip()


def _tone_of(row: str) -> Tone:
    """The colour of a message's row, from the word that it begins with."""
    found = re.match(r" *(?:(gave|got|returned)|(expected)):? ", row)
    if not found:
        return Tone.PLAIN
    return Tone.BAD if found[1] else Tone.GOOD
