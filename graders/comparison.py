"""A comparison that did not hold, told from the learner's side: what was asked, what came back, what was expected.

A test compares two values; one of them is the solution's. It is the one that is the very object which a logged
call gave; a value that stands in the test as a literal never is. Where neither tells, it is the left one, or
the container for ``in``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graders.bounded import bounded
from graders.calls import Call, call_and_outcome, calls_before, function_of
from graders.differences import differences
from graders.failed_line import is_call_of, is_literal, written

if TYPE_CHECKING:
    import ast
    from collections.abc import Sequence

EXPECTED = {
    "==": "{}",
    "!=": "anything but {}",
    "is": "{}",
    "is not": "anything but {}",
    "in": "one of {}",
    "not in": "none of {}",
    "<": "less than {}",
    "<=": "at most {}",
    ">": "more than {}",
    ">=": "at least {}",
    "about": "about {}",
    "isinstance": "an instance of {}",
    "not isinstance": "no instance of {}",
    "same items": "the same items as {}, in any order",
    "matches": "a text that matches {}",
    "truth": "{}",
}
"""What is expected of the left side, given the right one."""
EXPECTED_OF_RIGHT = {
    "in": "one that holds {}",
    "not in": "one that does not hold {}",
    "<": "more than {}",
    "<=": "at least {}",
    ">": "less than {}",
    ">=": "at most {}",
}
"""The same of the right side, where that is not the same."""
CONTAINER_OPS = ("in", "not in")
SHARED_TYPES = (type(None), bool, int, str, bytes, tuple, frozenset)
"""Types of which Python may use one object for equal values, so that being the same object says little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a test compared: ``left op right``, with their texts if they were made while it ran."""

    op: str
    left: Any
    right: Any
    texts: tuple[str, str] | None = None


def tell(comparison: Comparison, calls: Sequence[Call], operands: Sequence[ast.expr] = ()) -> list[str]:
    """The comparison as lines.

    Args:
        comparison: what did not hold.
        calls: the last calls to the solution, oldest first.
        operands: the two sides as the test's source has them, if that is known.
    """
    sides = (comparison.left, comparison.right)
    nodes = (operands[0] if operands else None, operands[1] if len(operands) > 1 else None)
    second = _origin(sides[1], nodes[1], calls)
    # Operands are worked out from left to right, so the last call stands in the right one if that has a call.
    earlier = calls[:-1] if second is not None and is_call_of(nodes[1], function_of(second)) else calls
    first = _origin(sides[0], nodes[0], earlier)
    origins = (first, second)
    if comparison.op == "==" and first is not None and second is not None and first is not second:
        return [*call_and_outcome(first), *call_and_outcome(second), "these two should be the same"]
    theirs = _solutions_side(comparison.op, origins, nodes)
    return _told(comparison, theirs, origins[theirs], nodes[theirs], calls)


def _told(
    comparison: Comparison, theirs: int, origin: Call | None, node: ast.expr | None, calls: Sequence[Call]
) -> list[str]:
    sides = (comparison.left, comparison.right)
    texts = comparison.texts or (bounded(sides[0]), bounded(sides[1]))
    words = {**EXPECTED, **EXPECTED_OF_RIGHT}[comparison.op] if theirs else EXPECTED[comparison.op]
    lines = []
    if origin is not None:
        lines.append(origin.asked)
    elif node is not None and not is_literal(node):
        lines.append(written(node))
    lines += [f"  gave      {texts[theirs]}", f"  expected  {words.format(texts[1 - theirs])}"]
    if comparison.op == "==":
        lines += [f"  {line}" for line in differences(sides[theirs], sides[1 - theirs])]
    if origin is None:
        return lines + calls_before(calls)
    return lines + (calls_before(calls[: _place(origin, calls)]) if "." in function_of(origin) else [])


def _origin(value: object, node: ast.expr | None, calls: Sequence[Call]) -> Call | None:
    """The call that gave this very object, the last one first, or which the test's source has in its place."""
    if is_literal(node):
        return None
    if calls and not calls[-1].raised and is_call_of(node, function_of(calls[-1])):
        return calls[-1]
    likely = calls[-1:] if isinstance(value, SHARED_TYPES) else calls
    return next((call for call in reversed(likely) if call.outcome is value and not call.raised), None)


def _solutions_side(op: str, origins: Sequence[Call | None], nodes: Sequence[ast.expr | None]) -> int:
    known = [origin is not None for origin in origins]
    if known[0] != known[1]:
        return known.index(True)
    usual = 1 if op in CONTAINER_OPS else 0
    return 1 - usual if is_literal(nodes[usual]) and not is_literal(nodes[1 - usual]) else usual


def _place(wanted: Call, calls: Sequence[Call]) -> int:
    return next(index for index, call in enumerate(calls) if call is wanted)
