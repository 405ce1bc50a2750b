"""A file of CQL cut into statements, and what can be told of it without a server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CHARS = 50_000
MAX_STATEMENTS = 100
MAX_DEPTH = 50
"""Brackets in brackets. Some thousand of them are more than the server's parser can stand."""

_PATTERN = re.compile(
    r"""(?P<space>\s+|--[^\n]*|//[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<text>'(?:[^']|'')*(?:'|\Z)|\$\$.*?(?:\$\$|\Z))
    |(?P<name>"(?:[^"]|"")*(?:"|\Z))
    |(?P<marker>:[^\W\d]\w*|\?)
    |(?P<word>\w+)
    |(?P<symbol>.)""",
    re.VERBOSE | re.DOTALL,
)
_BRACKETS = {"(": 1, "[": 1, "{": 1, "<": 1, ")": -1, "]": -1, "}": -1, ">": -1}
_CQLSH = frozenset(
    {"CAPTURE", "CLEAR", "CLS", "CONSISTENCY", "COPY", "DESC", "DESCRIBE", "EXIT", "EXPAND", "HELP", "HISTORY", "LOGIN"}
    | {"PAGING", "QUIT", "SERIAL", "SHOW", "SOURCE", "TRACING", "UNICODE"}
)
"""What cqlsh does by itself: the server has never heard of it."""

_KEYSPACE = (
    "{file} has a statement about a keyspace. The checks make one, and a table's name without a keyspace means that "
    "one. Leave the statement out"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of a file.

    Attributes:
        text: as it is sent, from its first word to its last.
        offset: where it begins in the file.
        words: its keywords and bare names in capitals, in order; texts, quoted names and comments left out.
        markers: the places for values, as written: ``:day``, or ``?``.
        depth: how many brackets of it are open at once.
    """

    text: str
    offset: int
    words: tuple[str, ...]
    markers: tuple[str, ...]
    depth: int

    @property
    def allows_filtering(self) -> bool:
        """Whether it has the words ALLOW FILTERING."""
        return ("ALLOW", "FILTERING") in zip(self.words, self.words[1:], strict=False)


def statements(text: str) -> list[Statement]:
    """The statements of a text, in order; a batch is one. Never fails: what is unfinished reaches to the end."""
    return list(_statements(text))


def _statements(text: str) -> Iterator[Statement]:
    begin, end = None, 0
    words: list[str] = []
    markers: list[str] = []
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup
        if kind == "space":
            continue
        ends = kind == "symbol" and match.group() == ";"
        inside = words[:1] == ["BEGIN"] and words[-2:] != ["APPLY", "BATCH"]
        if ends and not inside:
            if begin is not None:
                yield _made(text, begin, end, words, markers)
            begin, words, markers = None, [], []
            continue
        begin = match.start() if begin is None else begin
        end = match.end()
        if kind == "word":
            words.append(match.group().upper())
        elif kind == "marker":
            markers.append(match.group())
    if begin is not None:
        yield _made(text, begin, end, words, markers)


def _made(text: str, begin: int, end: int, words: list[str], markers: list[str]) -> Statement:
    brackets = [match.group() for match in _PATTERN.finditer(text, begin, end) if match.lastgroup == "symbol"]
    depths = accumulate(_BRACKETS.get(symbol, 0) for symbol in brackets)
    return Statement(
        text=text[begin:end], offset=begin, words=tuple(words), markers=tuple(markers), depth=max(depths, default=0)
    )


def refused(text: str, found: list[Statement], file: str) -> tuple[str, int | None]:
    """Why a file is not given to the server at all, with the place; an empty text where it is."""
    if len(text) > MAX_CHARS:
        return f"{file} has {len(text)} characters; up to {MAX_CHARS} are taken", None
    if not found:
        return f"{file} holds no statement: it is empty, or everything in it is a comment", None
    if len(found) > MAX_STATEMENTS:
        return f"{file} holds {len(found)} statements; up to {MAX_STATEMENTS} are taken", None
    for statement in found:
        first = statement.words[0] if statement.words else ""
        if first in _CQLSH:
            return f"{first} is a command of the program cqlsh, and no statement of CQL", statement.offset
        if first == "USE" or (first in {"CREATE", "ALTER", "DROP"} and statement.words[1:2] == ("KEYSPACE",)):
            return _KEYSPACE.format(file=file), statement.offset
        if statement.depth > MAX_DEPTH:
            return f"A statement of {file} has {statement.depth} brackets in each other", statement.offset
        if "?" in statement.markers:
            return "Values are given by name: write :sensor, or whatever the value is called, in place of ?", (
                statement.offset + statement.text.index("?")
            )
    return "", None
