"""What a hidden test says at the line where it failed: its statement, its operands, what it waits for.

All of it is read from the author's own source and from the test's frame; nothing of the solution is run.
"""

from __future__ import annotations

import ast
import types
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType, TracebackType

SOURCE_CHARACTERS = 200
RAISING = {"raises", "assertRaises", "assertRaisesRegex"}
_CODE = (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType, type)
LITERALS = (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.UnaryOp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The exception that a ``with`` block waits for, as its author wrote it. ``match`` is empty if any will do."""

    exceptions: str
    match: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedLine:
    """The innermost line of the hidden tests that an exception passed through.

    Attributes:
        frame: the test's frame, for its variables.
        statement: the innermost statement there; None if the source is not to be had.
        expected: the exceptions that the blocks around it wait for, innermost first.
        beyond: the traceback below that line: a library's, or nothing.
    """

    frame: FrameType
    statement: ast.stmt | None
    expected: tuple[Expected, ...]
    beyond: TracebackType | None

    @property
    def condition(self) -> ast.expr | None:
        """What an ``assert`` statement asserts."""
        return self.statement.test if isinstance(self.statement, ast.Assert) else None

    @property
    def has_message(self) -> bool:
        """Whether the author has written a message to the ``assert``."""
        return isinstance(self.statement, ast.Assert) and self.statement.msg is not None

    @property
    def arguments(self) -> list[ast.expr]:
        """What a statement that is a single call is given: ``self.assertEqual(...)``."""
        if isinstance(self.statement, ast.Expr) and isinstance(self.statement.value, ast.Call):
            return self.statement.value.args
        return []

    def values(self, node: ast.AST) -> dict[str, Any]:
        """The variables in a piece of the test and what they hold, functions and modules left out."""
        names = dict.fromkeys(part.id for part in ast.walk(node) if isinstance(part, ast.Name))
        held = self.frame.f_locals
        return {name: held[name] for name in names if name in held and not isinstance(held[name], _CODE)}


def failed_line(trace: TracebackType | None, tests: Path) -> FailedLine | None:
    """The last place of a traceback that is in the folder of the tests."""
    found = None
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if tests in Path(file).parents:
            found = trace
        trace = trace.tb_next
    if found is None:
        return None
    around = _statements(found.tb_frame.f_code.co_filename, found.tb_lineno)
    return FailedLine(
        frame=found.tb_frame,
        statement=around[-1] if around else None,
        expected=tuple(expected for node in reversed(around) for expected in _waits_for(node)),
        beyond=found.tb_next,
    )


def written(node: ast.AST) -> str:
    """A piece of the test on one line; of a statement with a block the line that begins it."""
    text = ast.unparse(node).partition("\n")[0]
    return text if len(text) <= SOURCE_CHARACTERS else text[:SOURCE_CHARACTERS] + "..."


def is_literal(node: ast.AST | None) -> bool:
    """Whether a value stands in the test as it is, so that no solution can have given it."""
    return isinstance(node, LITERALS)


def is_call_of(node: ast.AST | None, function: str) -> bool:
    """Whether a piece of the test is a call of that function or, by its last name, of that method."""
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return bool(called) and function.rpartition(".")[2] == called


def _statements(file: str, line: int) -> list[ast.stmt]:
    """The statements around a line, outermost first."""
    return [node for node in _all_statements(file) if node.lineno <= line <= (node.end_lineno or node.lineno)]


@lru_cache(maxsize=8)
def _all_statements(file: str) -> list[ast.stmt]:
    try:
        tree = ast.parse(Path(file).read_bytes())
    except (OSError, SyntaxError, ValueError):  # made by a program, or gone: then there is less to say
        return []
    return list(_walk(tree))


def _walk(node: ast.AST) -> Iterator[ast.stmt]:
    """All statements, each before those inside it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        yield from _walk(child)


def _waits_for(node: ast.stmt) -> Iterator[Expected]:
    calls: list[ast.expr] = []
    if isinstance(node, ast.With | ast.AsyncWith):
        calls = [item.context_expr for item in node.items]
    elif isinstance(node, ast.Expr):
        calls = [node.value]
    for call in calls:
        if not isinstance(call, ast.Call) or not call.args:
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in RAISING:
            yield Expected(exceptions=_names(call.args[0]), match=_match(call, name))


def _names(node: ast.expr) -> str:
    """``ValueError``, ``KeyError or IndexError``: without the module that a class comes from."""
    if isinstance(node, ast.Tuple):
        return " or ".join(map(_names, node.elts))
    return node.attr if isinstance(node, ast.Attribute) else written(node)


def _match(call: ast.Call, name: str) -> str:
    for keyword in call.keywords:
        if keyword.arg == "match":
            return written(keyword.value)
    if name == "assertRaisesRegex" and len(call.args) > 1:
        return written(call.args[1])
    return ""
