"""A little Markdown for a terminal: headings, paragraphs, lists, quotes, code and tables.

Prompts and hints use no more than this, so no library is asked. Without colour the marks that carry meaning
(backticks, stars) stay, for then nothing else tells code from prose.
"""

from __future__ import annotations

import re
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

import click

from runner.renderers.text import cells, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

_INLINE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)")
_ITEM = re.compile(r"(\s*)([-*+]|\d+[.)])\s+(.*)")
_RULE_CELL = re.compile(r":?-+:?")


def to_terminal(text: str, *, width: int, colour: bool) -> str:
    """The text laid out in lines of at most ``width`` columns, code and tables apart."""
    lines = visible(text.replace("\r\n", "\n").expandtabs(4)).split("\n")
    return "\n".join(_Layout(width=width, colour=colour).blocks(lines)).strip("\n") + "\n"


class _Layout:
    def __init__(self, *, width: int, colour: bool) -> None:
        self._width = width
        self._colour = colour

    def blocks(self, lines: list[str]) -> Iterator[str]:
        fenced = False
        kinds: list[tuple[str, str]] = []
        for line in lines:
            fence = line.lstrip().startswith("```")
            kinds.append(("fence" if fence else "code" if fenced else _kind(line), line))
            fenced ^= fence
        for kind, group in groupby(_joined(kinds), key=lambda pair: pair[0]):
            yield from getattr(self, f"_{kind}")([line for _, line in group])

    def _fence(self, _lines: list[str]) -> Iterator[str]:
        yield from ()

    def _blank(self, _lines: list[str]) -> Iterator[str]:
        yield ""

    def _code(self, lines: list[str]) -> Iterator[str]:
        yield from (f"    {self._style(line, fg='cyan')}" if line else "" for line in lines)

    def _heading(self, lines: list[str]) -> Iterator[str]:
        for line in lines:
            text = line.lstrip("#").strip()
            yield self._style(text, bold=True, underline=line.startswith("# ")) if self._colour else text
            if line.startswith("# ") and not self._colour:
                yield "=" * len(text)

    def _quote(self, lines: list[str]) -> Iterator[str]:
        for line in lines:
            yield from self._wrapped(line.lstrip("> "), first="  | ", rest="  | ")

    def _paragraph(self, lines: list[str]) -> Iterator[str]:
        for line in lines:
            yield from self._wrapped(line, first="", rest="")

    def _item(self, lines: list[str]) -> Iterator[str]:
        for line in lines:
            indent, mark, text = _item_parts(line)
            mark = "•" if mark in "-*+" else mark
            first = f"{indent}  {mark} "
            yield from self._wrapped(text, first=first, rest=" " * len(first))

    def _table(self, lines: list[str]) -> Iterator[str]:
        rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))] for line in lines]
        ruled = len(rows) > 1 and all(_RULE_CELL.fullmatch(cell) for cell in rows[1])
        right = [cell.endswith(":") and not cell.startswith(":") for cell in rows[1]] if ruled else []
        body = [[_plain(cell) for cell in row] for row in (rows[:1] + rows[2:] if ruled else rows)]
        widths = [max(map(cells, column)) for column in zip_longest(*body, fillvalue="")]
        for index, row in enumerate(body):
            aligned = [
                _padded(cell, size, right=at < len(right) and right[at])
                for at, (cell, size) in enumerate(zip(row, widths, strict=False))
            ]
            line = "  ".join(aligned).rstrip()
            yield "    " + (self._style(line, bold=True) if ruled and index == 0 else line)
            if ruled and index == 0:
                yield "    " + self._style("  ".join("-" * size for size in widths), dim=True)

    def _wrapped(self, text: str, *, first: str, rest: str) -> Iterator[str]:
        """Words with their styles, laid into lines; what stands without a space between stays together."""
        line, used = first, len(first)
        empty = True
        for word in self._words(text):
            size = sum(cells(piece) for piece, _ in word)
            if not empty and used + 1 + size > self._width:
                yield line
                line, used, empty = rest, len(rest), True
            line += ("" if empty else " ") + "".join(self._style(piece, **style) for piece, style in word)
            used += size + (0 if empty else 1)
            empty = False
        yield line

    def _words(self, text: str) -> Iterator[list[tuple[str, dict[str, object]]]]:
        word: list[tuple[str, dict[str, object]]] = []
        for piece, style in self._pieces(text):
            for part in re.split(r"(\s+)", piece):
                if part.isspace():
                    if word:
                        yield word
                    word = []
                elif part:
                    word.append((part, style))
        if word:
            yield word

    def _pieces(self, text: str) -> Iterator[tuple[str, dict[str, object]]]:
        done = 0
        for found in _INLINE.finditer(text):
            yield text[done : found.start()], {}
            code, bold, emphasis, link, target = found.groups()
            if not self._colour and not link:
                yield found[0], {}
            elif link:
                yield f"{link} <{target}>", {}
            else:
                style = {"fg": "cyan"} if code else {"bold": True} if bold else {"italic": True}
                yield code or (bold or emphasis).strip("`"), dict(style)
            done = found.end()
        yield text[done:], {}

    def _style(self, text: str, **style: object) -> str:
        return click.style(text, **style) if self._colour and style else text  # type: ignore[arg-type]


def _plain(cell: str) -> str:
    """A cell as it is read: the columns are set off already, so a cell that is all code needs no mark."""
    return re.sub(r"\A`([^`]+)`\Z", r"\1", cell).replace("\\|", "|")


def _padded(cell: str, size: int, *, right: bool) -> str:
    room = " " * (size - cells(cell))
    return room + cell if right else cell + room


def _kind(line: str) -> str:
    stripped = line.strip()
    if not stripped:
        return "blank"
    if line.startswith("    "):  # first of all: a line of code may begin with any of the marks below
        return "indented"
    if stripped.startswith("#"):
        return "heading"
    if stripped.startswith("|"):
        return "table"
    if stripped.startswith(">"):
        return "quote"
    return "item" if _ITEM.fullmatch(line) else "paragraph"


def _joined(kinds: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Lines that one paragraph or list item was broken into, joined again."""
    held: tuple[str, str] | None = None
    for kind, line in kinds:
        if held and (kind == "paragraph" or (kind == "indented" and held[0] == "item")):
            held = (held[0], f"{held[1]} {line.strip()}")
            continue
        if held:
            yield held
        held = None
        if kind == "indented":
            yield "code", line.removeprefix("    ")
        elif kind in {"paragraph", "item"}:
            held = (kind, line)
        else:
            yield kind, line
    if held:
        yield held


def _item_parts(line: str) -> tuple[str, str, str]:
    found = _ITEM.fullmatch(line)
    return (found[1], found[2], found[3]) if found else ("", "-", line)
