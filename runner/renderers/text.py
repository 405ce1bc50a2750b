r"""The one layer that makes text harmless for where it goes: a terminal, a log, XML, HTML, CSV, JSON.

A solution's output, its values and its file names reach people's screens, CI logs and other programs. Nothing
of it may move a cursor, hide or reorder what stands beside it, break a file format or be taken for a command
by the system that runs a pipeline. Every renderer sends every piece of text through here, whoever wrote it.

The rule for what people read: a character that leaves no ink of its own is written as its escape (``\x1b``,
``\u202e``), so that it is seen and does nothing. That covers C0, C1 and DEL, with them every terminal escape
sequence; formatting characters, with them bidi overrides and zero-width ones; lone surrogates; what Unicode
has not assigned; odd spaces and line separators; fillers and variation selectors. Newlines are kept and tabs
expanded. Marks that combine are kept up to three in a row, for a tower of them reaches into other lines.

CI systems read commands from logs: ``::`` at the start of a line (GitHub) and ``##[``, ``##vso[`` and their
like anywhere in it (GitHub's older form, Azure, TeamCity). Both get a backslash. JSON stays exact data: there
the same is reached with its own escapes.

Spreadsheets take a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and a formula can send a
gradebook elsewhere. Such a cell gets an apostrophe in front (OWASP ASVS 5.0, 1.2.10).
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MARKS = 3
TAB_CELLS = 8
COUNTED_FROM = 3
"""A line of this many widths is cut with a count of what is left out; a shorter one with an ellipsis alone."""
TAIL_WITH_HEADING = 4
"""An end of fewer rows than this has no room for the heading of what it shows."""
FILE_LINE_CHARACTERS = 2_000
FILE_LINES = 1_000
LINE_CHARACTERS = 200
"""What of a text goes into a file for machines, beyond the bounds that grading itself sets."""

_EXACT = 2**53
"""Whole numbers up to here are the same number whichever way they are written."""
_PLAIN_ASCII = re.compile(r"[\n\t -~]*")
_FORMULA = re.compile(r" *[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""How a formula begins; the last four are the wide forms, which East Asian spreadsheets take as well."""
_CI_COMMAND_AT_START = re.compile(r"^(\s*)::")
_CI_COMMAND_ANYWHERE = re.compile(r"##(?=[A-Za-z]*\[)")
_INKLESS = frozenset(
    map(chr, [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2800, 0x3164, 0xFFA0])
) | frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))
"""Characters that count as printable and show nothing: fillers, a blank, and variation selectors."""


def visible(text: str) -> str:
    """The text with everything that leaves no ink, but spaces, newlines and tabs, as escapes."""
    if _PLAIN_ASCII.fullmatch(text):
        return text
    parts: list[str] = []
    marks = MARKS
    for char in text:
        if char in "\n\t":
            marks = MARKS
        elif not char.isprintable() or char in _INKLESS:
            parts.append(_escape(char))
            continue
        elif _is_mark(char):
            marks += 1
            if marks > MARKS:
                parts.append(_escape(char))
                continue
        else:
            marks = 0
        parts.append(char)
    return "".join(parts)


def without_commands(line: str) -> str:
    """One line that no CI system takes for a command."""
    return _CI_COMMAND_AT_START.sub(r"\1\\::", _CI_COMMAND_ANYWHERE.sub(r"#\\#", line), count=1)


def cells(text: str) -> int:
    """How many columns of a terminal a visible text takes."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def log_text(text: str) -> str:
    """Visible text of bounded length for a log that people and CI systems read."""
    lines = visible(text).expandtabs(TAB_CELLS).split("\n")
    kept = [without_commands(_cut(line)) for line in lines[:FILE_LINES]]
    if len(lines) > FILE_LINES:
        kept.append(f"... {len(lines) - FILE_LINES:,} more lines")
    return "\n".join(kept)


def line_text(text: str, *, limit: int = LINE_CHARACTERS) -> str:
    """Visible text on one line, of bounded length: for a name in a log, an attribute, a title."""
    shown = visible(text[:limit]).replace("\n", "\\n").expandtabs(1)
    return without_commands(shown + ("..." if len(text) > limit else ""))


def xml_text(text: str) -> str:
    """Text of bounded length, all of it allowed in XML 1.0, for it is visible. Its markup is the writer's business."""
    return log_text(text)


def html_text(text: str) -> str:
    """Text of bounded length for the content of an HTML element or a quoted attribute. No ``script``, no URL."""
    return html.escape(log_text(text), quote=True)


def csv_row(cells: Sequence[str | float]) -> str:
    """One record of RFC 4180, with its line end. Texts are one line each, and no formula; numbers stay numbers."""
    return ",".join(str(cell) if isinstance(cell, int | float) else _csv_text(cell) for cell in cells) + "\r\n"


def _csv_text(text: str) -> str:
    line = _cut(log_text(text).replace("\n", "\\n"))
    quoted = line.replace('"', '""')
    return f'"\'{quoted}"' if _FORMULA.match(line) else f'"{quoted}"'


def json_text(value: object) -> str:
    """Plain data as JSON on one line of printable ASCII. Strings are kept exactly, lone surrogates too.

    In JSON two surrogates that happen to make a pair are the character that the pair stands for.

    Raises:
        ValueError: a number in it is infinite or not a number.
    """
    text = json.dumps(value, ensure_ascii=True, allow_nan=False)
    return text.replace("\x7f", "\\u007f").replace("##", "#\\u0023")


def plain_number(value: float) -> float:
    """The number as it is written: ``3`` for 3.0, for the two are one, and a report that was kept has the first."""
    return int(value) if float(value).is_integer() and abs(value) < _EXACT else value


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalText:
    """Text for a terminal that understands ``encoding``: visible, cut or wrapped to columns."""

    encoding: str = "utf-8"

    def supports(self, text: str) -> bool:
        """Whether the terminal's encoding has all of these characters."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True

    @property
    def ellipsis(self) -> str:
        """What stands where something was left out."""
        return "…" if self.supports("…") else "..."

    def row(self, text: str, *, width: int) -> str:
        """The text on one row, newlines as escapes, cut with a count of what was left out."""
        [line] = self._lines(text.replace("\n", "\\n"))
        return self._clip(line, width)

    def rows(self, text: str, *, width: int, limit: int, tail: int = 0, wrap: int = 1) -> list[str]:
        """The text on at most ``limit`` rows and one more that counts what was left out.

        Where the end of the text begins below a heading that was left out, the heading is shown with it.

        Args:
            text: any text.
            width: columns of a row.
            limit: rows that are shown.
            tail: how many of them come from the end of the text, where it does not fit.
            wrap: on how many rows one line may go on before it is cut.
        """
        lines = self._lines(text.strip("\n")) if text.strip() else []
        if len(lines) <= limit:  # a line is a row at least
            laid = [row for line in lines for row in self._wrap(line, width, wrap)]
            if len(laid) <= limit:
                return laid
        first = self._fill(lines, width, wrap, limit - tail)
        last = self._fill(reversed(lines[len(first) :]), width, wrap, tail)[::-1]
        heading = _heading(lines, len(first), len(lines) - len(last)) if tail >= TAIL_WITH_HEADING else None
        if heading is None:
            notes = self._note(len(lines) - len(first) - len(last))
        else:
            last = self._fill(reversed(lines[heading + 1 :]), width, wrap, tail - 2)[::-1]
            below = len(lines) - heading - 1 - len(last)
            notes = [*self._note(heading - len(first)), self._clip(lines[heading], width), *self._note(below)]
        return [row for rows in (*first, notes, *last) for row in rows]

    def _note(self, left_out: int) -> list[str]:
        """A row that counts lines that were left out; none where there are none."""
        return [f"{self.ellipsis} {left_out:,} more {'line' if left_out == 1 else 'lines'}"] if left_out else []

    def _fill(self, lines: Iterable[str], width: int, wrap: int, room: int) -> list[list[str]]:
        """The rows of each line, for as many whole lines as there is room for."""
        filled: list[list[str]] = []
        for line in lines:
            rows = list(self._wrap(line, width, wrap))
            room -= len(rows)
            if room < 0:
                break
            filled.append(rows)
        return filled

    def _lines(self, text: str) -> list[str]:
        """Visible lines in the terminal's own characters, tabs expanded."""
        shown = visible(text)
        if not self.supports(shown):
            shown = shown.encode(self.encoding, "backslashreplace").decode(self.encoding)
        return [_expand(_CI_COMMAND_ANYWHERE.sub(r"#\\#", line)) for line in shown.split("\n")]

    def _clip(self, line: str, width: int) -> str:
        line = without_commands(line)
        if cells(line) <= width:
            return line
        if cells(line) <= COUNTED_FROM * width:
            return line[: _fitting(line, max(0, width - cells(self.ellipsis)))].rstrip() + self.ellipsis
        # The count gets no longer by leaving less out, so this much room is enough for it.
        room = cells(f"{self.ellipsis} {len(line):,} more")
        cut = _fitting(line, max(0, width - room))
        return f"{line[:cut]}{self.ellipsis} {len(line) - cut:,} more"

    def _wrap(self, line: str, width: int, most: int) -> Iterator[str]:
        """Rows of one line; those after the first are indented to where its text begins."""
        hang = " " * min(_text_column(line), width // 2)
        for _ in range(most - 1):
            line = without_commands(line)
            if cells(line) <= width:
                break
            cut = _fitting(line, width)
            space = line.rfind(" ", len(hang) + (width - len(hang)) // 3, cut + 1)
            cut = space if space > 0 else cut
            yield line[:cut].rstrip()
            line = hang + line[cut:].lstrip(" ")
        yield self._clip(line.rstrip(), width)


def _escape(char: str) -> str:
    return char.encode("unicode-escape").decode("ascii")


def _is_mark(char: str) -> bool:
    return char > "\x7f" and unicodedata.category(char) in {"Mn", "Me"}


def _cells_of(char: str) -> int:
    if char < "\x80":
        return 1
    if _is_mark(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _fitting(line: str, width: int) -> int:
    """How many characters of the line fit into the columns, marks kept with what they stand on."""
    used = 0
    for index, char in enumerate(line):
        used += _cells_of(char)
        if used > width:
            return index
    return len(line)


def _expand(line: str) -> str:
    """Tabs as spaces up to the next stop, by columns."""
    if "\t" not in line:
        return line
    parts = line.split("\t")
    text = parts[0]
    for part in parts[1:]:
        text += " " * (TAB_CELLS - cells(text) % TAB_CELLS) + part
    return text


def _heading(lines: Sequence[str], start: int, end: int) -> int | None:
    """Which of the lines from ``start`` to ``end``, which are left out, is the heading of those that come after."""
    text = next((line for line in lines[end:] if line.strip()), "")
    if not text.startswith(" "):
        return None
    return next((place for place in range(end - 1, start - 1, -1) if lines[place][:1].strip()), None)


def _text_column(line: str) -> int:
    """Where a line's text begins: after its indentation, and after a short word set off by two spaces."""
    found = re.match(r" *(?:\S+ {2,})?", line)
    return found.end() if found else 0


def _cut(line: str) -> str:
    left_out = len(line) - FILE_LINE_CHARACTERS
    return line if left_out <= 0 else f"{line[:FILE_LINE_CHARACTERS]}... {left_out:,} more characters"
