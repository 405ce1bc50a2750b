"""Measures of a program's shape, from its tree: complexity, length and nesting of functions, and names.

Complexity is McCabe's (IEEE Transactions on Software Engineering 2, 1976): one more than the number of places where a
function may go one way or another. Conditions joined by ``and`` and ``or``, conditional expressions and the loops
and conditions of a comprehension count too, or they would be where branches go to hide.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.quality_rules.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from graders.quality_rules.source import Source

Function = ast.FunctionDef | ast.AsyncFunctionDef
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
_BRANCHES = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case)
OUTSIDE = "the code outside of functions"
WHY_COMPLEXITY = "Each branch is one more way through the function, to be kept in mind by readers and covered by tests."
WHY_LENGTH = "A function that fits on a screen can be understood in one look and has room for one task only."
WHY_NESTING = "Every level is a condition that a reader has to remember; an early return or a function takes one away."
WHY_NAMES = "A name is read far more often than it is written, and nobody can search for a single letter."


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A function, or what of a module is in none.

    Attributes:
        name: with the names around it, like ``Cart.total``.
        line: where it begins.
        body: its statements, without a docstring.
        last: its last line.
    """

    name: str
    line: int
    body: tuple[ast.stmt, ...]
    last: int


def parts(tree: ast.Module) -> list[Part]:
    """Every function of a module, nested ones too, and the rest of the module as one."""
    found = [Part(name=OUTSIDE, line=_first_line(tree.body), body=tuple(_own_statements(tree)), last=0)]
    waiting: list[tuple[str, ast.AST]] = [("", tree)]
    while waiting:
        prefix, holder = waiting.pop()
        for node in ast.iter_child_nodes(holder):
            named = isinstance(node, (*_FUNCTIONS, ast.ClassDef))
            name = f"{prefix}{node.name}" if isinstance(node, (*_FUNCTIONS, ast.ClassDef)) else prefix
            if isinstance(node, _FUNCTIONS):
                found.append(_function(name, node))
            waiting.append((f"{name}." if named else prefix, node))
    return sorted(found, key=lambda part: part.line)


def _function(name: str, node: Function) -> Part:
    body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
    return Part(name=name, line=node.lineno, body=tuple(body), last=node.end_lineno or node.lineno)


def _first_line(body: Sequence[ast.stmt]) -> int:
    return next((node.lineno for node in body if not isinstance(node, (*_FUNCTIONS, ast.ClassDef))), 0)


def _own_statements(tree: ast.Module) -> Iterator[ast.stmt]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from (item for item in node.body if not isinstance(item, _FUNCTIONS))
        elif not isinstance(node, _FUNCTIONS):
            yield node


def complexity(part: Part) -> int:
    """One more than the number of its branches; functions inside it count for themselves."""
    return 1 + sum(map(_branches, _inside(part.body)))


def _branches(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    return int(isinstance(node, _BRANCHES))


def _inside(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Every node of some statements, but not what is in a function of its own."""
    waiting = [node for node in body if not isinstance(node, _FUNCTIONS)]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(child for child in ast.iter_child_nodes(node) if not isinstance(child, _FUNCTIONS))


def nesting(part: Part) -> tuple[int, int]:
    """How many blocks stand one inside the other at the deepest place, and its line. An ``elif`` is no block more."""
    deepest, line = 0, part.line
    waiting: list[tuple[ast.AST, int]] = [(node, 0) for node in part.body if not isinstance(node, _FUNCTIONS)]
    while waiting:
        node, depth = waiting.pop()
        depth += isinstance(node, _BLOCKS)
        if depth > deepest:
            deepest, line = depth, getattr(node, "lineno", line)
        follows = node.orelse[0] if isinstance(node, ast.If) and len(node.orelse) == 1 else None
        for child in ast.iter_child_nodes(node):
            if isinstance(child, _FUNCTIONS):
                continue
            waiting.append((child, depth - 1 if child is follows and isinstance(child, ast.If) else depth))
    return deepest, line


def code_lines(part: Part, source: Source) -> int:
    """Lines of a function that hold code: its head, no blank lines, comments or docstring."""
    if not part.last or not part.body:
        return 0
    lines = source.lines
    body = lines[part.body[0].lineno - 1 : part.last]
    return 1 + sum(1 for line in body if line.strip() and not line.strip().startswith("#"))


def too_complex(source: Source, most: int) -> list[Finding]:
    """Functions with more branches than allowed."""
    measured = ((part, complexity(part)) for part in parts(source.tree))
    return [
        Finding(file=source.name, line=part.line, what=f"{part.name} has a complexity of {count}", why=WHY_COMPLEXITY)
        for part, count in measured
        if count > most
    ]


def too_long(source: Source, most: int) -> list[Finding]:
    """Functions with more lines of code than allowed."""
    measured = ((part, code_lines(part, source)) for part in parts(source.tree))
    return [
        Finding(file=source.name, line=part.line, what=f"{part.name} has {count} lines of code", why=WHY_LENGTH)
        for part, count in measured
        if count > most
    ]


def too_deep(source: Source, most: int) -> list[Finding]:
    """Functions whose blocks are nested deeper than allowed."""
    measured = ((part, *nesting(part)) for part in parts(source.tree))
    return [
        Finding(file=source.name, line=line, what=f"this is {depth} blocks deep in {part.name}", why=WHY_NESTING)
        for part, depth, line in measured
        if depth > most
    ]


def short_names(source: Source, least: int, besides: Collection[str]) -> list[Finding]:
    """Names of functions, classes, parameters and variables that are too short to say anything."""
    found: dict[str, int] = {}
    for node in ast.walk(source.tree):
        for name, line in _given(node):
            if len(name.strip("_")) < least and name.strip("_") and name not in besides:
                found[name] = min(line, found.get(name, line))
    return [
        Finding(file=source.name, line=line, what=f"{name} is not long enough to say what it is", why=WHY_NAMES)
        for name, line in sorted(found.items(), key=lambda item: item[1])
    ]


def _given(node: ast.AST) -> Iterator[tuple[str, int]]:
    """The names that a node gives to something, with the line."""
    if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
        yield node.name, node.lineno
    elif isinstance(node, ast.arg):
        yield node.arg, node.lineno
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id, node.lineno
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        yield node.attr, node.lineno
    elif isinstance(node, ast.alias) and node.asname:
        yield node.asname, node.lineno
