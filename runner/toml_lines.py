"""Which line of a TOML text a key stands on, for messages that an author can click.

The standard parser keeps no positions. This scan knows headers, keys and multi-line strings, which is all
that a manifest has. Where it does not find a key (inside an inline table, say) it gives the line of what holds it.
"""

from __future__ import annotations

import re

Place = tuple[str | int, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=(.*)")
_QUOTES = re.compile(r'"""|\'\'\'')


def key_lines(text: str) -> dict[Place, int]:
    """The line, counted from one, of every header and key: ``{("mutants", 0, "name"): 12}``."""
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    open_quote = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if open_quote:
            open_quote = "" if open_quote in line else open_quote
            continue
        if header := _HEADER.fullmatch(line):
            table = _parts(header[2])
            if header[1] == "[[":
                lines.setdefault(table, number)
                index = counts.get(table, 0)
                counts[table] = index + 1
                table = (*table, index)
            lines.setdefault(table, number)
        elif key := _KEY.fullmatch(line):
            place = (*table, *_parts(key[1]))
            for length in range(len(table) + 1, len(place) + 1):
                lines.setdefault(place[:length], number)
            open_quote = _left_open(key[2])
    return lines


def line_of(lines: dict[Place, int], place: Place) -> int:
    """The line of the place, or of the nearest thing around it; line 1 for what is missing at the top."""
    for length in range(len(place), 0, -1):
        if found := lines.get(place[:length]):
            return found
    return 1


def _parts(dotted: str) -> Place:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def _left_open(value: str) -> str:
    """The quotes of a multi-line string that the value opens and does not close, or nothing."""
    opened = _QUOTES.search(value)
    return opened[0] if opened and value.count(opened[0]) == 1 else ""
