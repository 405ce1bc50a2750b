"""What one of unittest's assert methods was given, read from its frame, for its own text is for programmers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graders.comparison import Comparison

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

COMPARED = {
    "assertEqual": ("==", "first", "second"),
    "assertNotEqual": ("!=", "first", "second"),
    "assertMultiLineEqual": ("==", "first", "second"),
    "assertSequenceEqual": ("==", "seq1", "seq2"),
    "assertListEqual": ("==", "list1", "list2"),
    "assertTupleEqual": ("==", "tuple1", "tuple2"),
    "assertSetEqual": ("==", "set1", "set2"),
    "assertDictEqual": ("==", "d1", "d2"),
    "assertCountEqual": ("same items", "first_seq", "second_seq"),
    "assertAlmostEqual": ("about", "first", "second"),
    "assertIs": ("is", "expr1", "expr2"),
    "assertIsNot": ("is not", "expr1", "expr2"),
    "assertIn": ("in", "member", "container"),
    "assertNotIn": ("not in", "member", "container"),
    "assertGreater": (">", "a", "b"),
    "assertGreaterEqual": (">=", "a", "b"),
    "assertLess": ("<", "a", "b"),
    "assertLessEqual": ("<=", "a", "b"),
    "assertIsInstance": ("isinstance", "obj", "cls"),
    "assertNotIsInstance": ("not isinstance", "obj", "cls"),
    "assertRegex": ("matches", "text", "expected_regex"),
}
"""For each method what it compares, and the names of its parameters."""
CONSTANTS = {
    "assertTrue": ("truth", "expr", True),
    "assertFalse": ("truth", "expr", False),
    "assertIsNone": ("is", "obj", None),
    "assertIsNotNone": ("is not", "obj", None),
}
FORMATTED = {
    *("assertTrue", "assertFalse", "assertNotEqual", "assertAlmostEqual", "assertNotAlmostEqual"),
    *("assertCountEqual", "assertSequenceEqual", "assertRegex", "assertNotRegex"),
}
"""Methods that put their own words before the author's in ``msg``, joined by a colon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnittestFailure:
    """A failed assert method.

    Attributes:
        message: the author's own words, or nothing.
        comparison: what it compared; None for ``fail`` and what is not known here.
        not_raised: the exceptions that should have been raised; empty for all other methods.
    """

    message: str = ""
    comparison: Comparison | None = None
    not_raised: str = ""


def unittest_failure(trace: TracebackType | None, text: str) -> UnittestFailure | None:
    """The failure of a method that the test called; None if it called none.

    Args:
        trace: the traceback below the test's own line.
        text: the text of the AssertionError.
    """
    if trace is None or "__unittest" not in trace.tb_frame.f_globals:
        return None
    method, held = trace.tb_frame.f_code.co_name, trace.tb_frame.f_locals
    expected = _expected_exceptions(held)
    if expected and "not raised" in text:
        context = vars(held["self"])
        return UnittestFailure(message=_message(context, method), not_raised=expected)
    return UnittestFailure(message=_message(held, method), comparison=_comparison(held, method))


def _comparison(held: Mapping[str, Any], method: str) -> Comparison | None:
    if method in COMPARED:
        op, left, right = COMPARED[method]
        wanted = held[right]
        texts = None if op != "matches" else (repr(held[left]), repr(getattr(wanted, "pattern", wanted)))
        return Comparison(op=op, left=held[left], right=wanted, texts=texts)
    if method in CONSTANTS:
        op, left, constant = CONSTANTS[method]
        return Comparison(op=op, left=held[left], right=constant)
    return None


def _expected_exceptions(held: Mapping[str, Any]) -> str:
    expected = held.get("expected_exception") or getattr(held.get("self"), "expected", ())
    kinds = expected if isinstance(expected, tuple) else (expected,)
    return " or ".join(kind.__name__ for kind in kinds)


def _message(held: Mapping[str, Any], method: str) -> str:
    message = held.get("msg")
    if message is None:
        return ""
    return str(message).partition(" : ")[2] if method in FORMATTED else str(message)
