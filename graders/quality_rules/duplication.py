"""The same code in two places: consecutive statements whose trees are alike but for names and constants.

Names are numbered by their first use within the place, so that two places are alike when one becomes the other by
renaming; constants are alike when they are of one type. Docstrings don't count.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.quality_rules.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graders.quality_rules.source import Source

WHY = "A mistake in code that stands in two places gets mended in one of them."
STATEMENTS = 400
"""More statements than this in one block are not compared with one another: no exercise has them."""


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    first: int
    last: int


def duplicates(sources: Sequence[Source], lines: int) -> list[Finding]:
    """Every place that repeats an earlier one of so many lines or more; what overlaps is told once."""
    seen: dict[str, _Place] = {}
    found: list[tuple[_Place, _Place]] = []
    for source in sources:
        for statements in _blocks(source.tree):
            for window in _windows(statements, lines):
                place = _Place(source.name, window[0].lineno, window[-1].end_lineno or window[-1].lineno)
                first = seen.setdefault(_written(window), place)
                if not _overlap(first, place) and not any(_overlap(place, other) for _, other in found):
                    found.append((first, place))
    return [_finding(first, place) for first, place in found]


def _finding(first: _Place, place: _Place) -> Finding:
    what = f"lines {place.first} to {place.last} do what lines {first.first} to {first.last} of {first.file} do"
    return Finding(file=place.file, line=place.first, what=what, why=WHY)


def _overlap(one: _Place, other: _Place) -> bool:
    return one.file == other.file and one.first <= other.last and other.first <= one.last


def _blocks(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    """Every list of statements, outer ones first, without docstrings and imports."""
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield [statement for statement in block if not _says_nothing(statement)][:STATEMENTS]


def _says_nothing(statement: ast.stmt) -> bool:
    text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return text or isinstance(statement, ast.Import | ast.ImportFrom)


def _windows(statements: Sequence[ast.stmt], lines: int) -> Iterator[Sequence[ast.stmt]]:
    """From each statement on, the fewest that have so many lines of their own together."""
    for start in range(len(statements)):
        count = 0
        for end in range(start, len(statements)):
            statement = statements[end]
            count += (statement.end_lineno or statement.lineno) - statement.lineno + 1
            if count >= lines:
                yield statements[start : end + 1]
                break


def _written(statements: Sequence[ast.stmt]) -> str:
    """The statements as a text in which only what they do counts."""
    numbers: dict[str, str] = {}
    parts: list[str] = []
    waiting: list[object] = [*reversed(statements)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, ast.Constant):
            parts.append(type(item.value).__name__)
        elif isinstance(item, ast.expr_context):
            continue
        elif isinstance(item, ast.AST):
            parts.append(f"({type(item).__name__}")
            waiting.append(")")
            for name, value in reversed([*ast.iter_fields(item)]):
                waiting.append(_numbered(item, name, value, numbers))
        elif isinstance(item, list):
            waiting.extend([*reversed(item), f"[{len(item)}"])
        else:
            parts.append(str(item))
    return " ".join(parts)


def _numbered(node: ast.AST, name: str, value: object, numbers: dict[str, str]) -> object:
    """A name by its number; an attribute keeps its own, which is not the function's to choose."""
    given = (isinstance(node, ast.Name) and name == "id") or (isinstance(node, ast.arg) and name == "arg")
    if given or (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and name == "name"):
        return numbers.setdefault(str(value), f"#{len(numbers)}")
    return value
