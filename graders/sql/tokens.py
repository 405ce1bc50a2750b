"""A SQL text cut into tokens: enough to count statements, to find literals and to answer plain questions.

sqlglot does this too, and needs 120 milliseconds to be imported, as long as all checks of an exercise take
together. So what every check needs is here, and sqlglot is left for questions about a query's tree.
"""

from __future__ import annotations

import enum
import re
from typing import NamedTuple


class TokenKind(enum.Enum):
    """What a token is. Space and comments are no tokens."""

    WORD = "word"
    """A keyword or a bare name."""
    NAME = "name"
    """A quoted name: ``"a"``, ``[a]`` or ```a```."""
    TEXT = "text"
    NUMBER = "number"
    BLOB = "blob"
    SYMBOL = "symbol"


class Token(NamedTuple):
    """One token: its kind, its text as written, and its place in characters."""

    kind: TokenKind
    text: str
    start: int

    def is_word(self, *words: str) -> bool:
        """Whether this is one of these keywords, in any case."""
        return self.kind is TokenKind.WORD and self.text.upper() in words

    @property
    def value(self) -> str:
        """The text without its quotes."""
        if self.kind in (TokenKind.TEXT, TokenKind.NAME):
            quote = self.text[0]
            return self.text[1:-1] if quote == "[" else self.text[1:-1].replace(quote * 2, quote)
        return self.text


class Literals(NamedTuple):
    """The constants of a query."""

    texts: frozenset[str]
    numbers: frozenset[int | float]

    def __or__(self, other: Literals) -> Literals:
        """The constants of both."""
        return Literals(self.texts | other.texts, self.numbers | other.numbers)

    def few(self, count: int) -> Literals:
        """The first texts and numbers of these, so many of each."""
        return Literals(frozenset(sorted(self.texts)[:count]), frozenset(sorted(self.numbers)[:count]))

    def without(self, other: Literals) -> Literals:
        """Those that the other does not have."""
        return Literals(self.texts - other.texts, self.numbers - other.numbers)


_PATTERN = re.compile(
    r"""(?P<space>\s+|--[^\n]*|/\*.*?(?:\*/|\Z))
    |(?P<blob>[xX]'[0-9a-fA-F]*')
    |(?P<text>'(?:[^']|'')*(?:'|\Z))
    |(?P<name>"(?:[^"]|"")*(?:"|\Z)|`(?:[^`]|``)*(?:`|\Z)|\[[^\]]*(?:\]|\Z))
    |(?P<number>0[xX][0-9a-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>[^\W\d][\w$]*)
    |(?P<symbol>\|\||<=|>=|<>|!=|==|->>|->|<<|>>|.)""",
    re.VERBOSE | re.DOTALL,
)


def scan(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order. Never fails: an unfinished string reaches to the end."""
    return tuple(
        Token(TokenKind(match.lastgroup), match.group(), match.start())
        for match in _PATTERN.finditer(text)
        if match.lastgroup != "space"
    )


def statement_starts(tokens: tuple[Token, ...]) -> list[Token]:
    """The first token of each statement that is not empty."""
    starts = []
    fresh = True
    for token in tokens:
        if token.kind is TokenKind.SYMBOL and token.text == ";":
            fresh = True
        elif fresh:
            starts.append(token)
            fresh = False
    return starts


def literals(tokens: tuple[Token, ...]) -> Literals:
    """The constants in a query. A double-quoted text counts too, for SQLite may take it as one."""
    texts = frozenset(token.value for token in tokens if token.kind in (TokenKind.TEXT, TokenKind.NAME))
    numbers = frozenset(_number(token.text) for token in tokens if token.kind is TokenKind.NUMBER)
    return Literals(texts, frozenset(number for number in numbers if abs(number) < 2**62))


def place(text: str, offset: int) -> tuple[int, int]:
    """The line and column of a place in a text, both from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _number(text: str) -> int | float:
    if text[:2] in ("0x", "0X"):
        return int(text, 16)
    return int(text) if text.isdecimal() and len(text) < 20 else float(text)  # noqa: PLR2004  (a 64-bit number's digits)
