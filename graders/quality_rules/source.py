"""A learner's Python file as text and tree, read with bounds: it may be made to keep a parser busy or to break it.

What can be said inside a file to switch a rule off there (``noqa``, ``type: ignore``, ``# mypy:``, ``fmt: off``) is
taken away before any program of ours reads it, without moving a line or a column. It is taken away in texts and
docstrings, too, because mypy looks for its own settings in every line, whatever that line is part of.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.quality_rules.errors import Unreadable
from graders.quality_rules.findings import Finding
from sandbox.spec import KIB, amount

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 128 * KIB
"""A file of an exercise has a few hundred lines. One of this size takes a parser a fraction of a second."""
SUFFIX = ".py"
_CODING = re.compile(r"^[ \t\f]*#.*?coding[:=]\s*(?!utf-?8)", re.IGNORECASE)
_SWITCH = re.compile(
    r"#(?P<space>[ \t]*)(?P<word>noqa|type\s*:\s*ignore|mypy\s*:|ruff\s*:|flake8\s*[:=]|fmt\s*:|isort\s*:|yapf\s*:"
    r"|pyright\s*:|pylint\s*:|nosec|nopycln|black\s*:)",
    re.IGNORECASE,
)
_HIDING = frozenset({"exec", "eval", "compile", "__import__"})


@dataclass(frozen=True, slots=True)
class Source:
    """One file.

    Attributes:
        name: relative to the submission.
        text: as it was handed in.
        tree: what Python makes of it.
    """

    name: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> tuple[str, ...]:
        """Its lines, as Python and the programs count them."""
        return tuple(re.split(r"\r\n|\r|\n", self.text))

    @property
    def plain(self) -> str:
        """The text without anything that switches a rule off, each line as long as before."""
        return _SWITCH.sub(lambda found: "#" + found["space"] + "-" * len(found["word"]), self.text)


def read_all(files: Mapping[str, bytes]) -> tuple[Source, ...]:
    """Every Python file of a submission, by name.

    Raises:
        Unreadable: one of them cannot be read.
    """
    return tuple(read(name, files[name]) for name in sorted(files) if name.endswith(SUFFIX))


def read(name: str, content: bytes) -> Source:
    """One file.

    Raises:
        Unreadable: it is too large, no UTF-8, or no Python.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(f"{name} is larger than {amount(MOST_BYTES)}, which is more than anybody reads.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"{name}, line {line}: this is not UTF-8 text. Save the file as UTF-8.") from None
    for number, line_text in enumerate(text.splitlines()[:2], start=1):
        if _CODING.match(line_text):
            raise Unreadable(f"{name}, line {number}: it says that it is in another encoding than UTF-8.")
    if "\0" in text or "\f" in text:
        raise Unreadable(f"{name} holds control characters that have no place in a program.")
    return Source(name, text, _parsed(name, text))


def _parsed(name: str, text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError as error:
        raise Unreadable(f"Python can't read {name}, line {error.lineno}: {error.msg}.") from None
    except ValueError as error:
        raise Unreadable(f"Python can't read {name}: {error}.") from None
    except (RecursionError, MemoryError):
        raise Unreadable(f"Python can't read {name}: it is nested too deeply.") from None


def hidden_code(source: Source) -> list[Finding]:
    """Where a program is kept in a text, in which none of our measures sees it."""
    why = "Code that is made from a text can't be read, checked or measured before it runs."
    return [
        Finding(file=source.name, line=node.lineno, what=f"{node.id} runs code that is kept in a text", why=why)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Name) and node.id in _HIDING
    ]


def switches(source: Source) -> list[Finding]:
    """Comments that would switch a rule off, if we let them."""
    why = "A rule that is switched off where it is broken protects nobody; mend the line instead."
    return [
        Finding(
            file=source.name,
            line=number,
            what=f"the comment #{found['space']}{found['word']} asks to look away",
            why=why,
        )
        for number, line in enumerate(source.lines, start=1)
        for found in _SWITCH.finditer(line)
    ]
