"""A failed test as a few lines that a junior understands.

    The smaller position comes first.            the author's own words, where there are any
    two_sum([2, 7, 11, 15], 9)                   what was asked
      gave      (1, 0)                           what came back
      expected  (0, 1)                           what the test waits for

What was asked is known from the log of calls to the solution, what was compared from pytest's hook (or from
the frame of unittest's method), what the test says from its source.

Nothing here runs the solution's code: values that live in the sandbox are named, not asked. The one exception
is the hook, for it runs while the check's deadline is set.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from graders.bounded import bounded, exception_text
from graders.calls import Call, call_and_outcome, calls_before, function_of
from graders.comparison import Comparison, tell
from graders.failed_line import FailedLine, failed_line, is_call_of, written
from graders.unittest_failure import unittest_failure
from sandbox.errors import AnswerRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_CHARACTERS = 4_000
SOURCE_CHARACTERS = 100
NO_SOURCES: Mapping[str, bytes] = MappingProxyType({})
LAST_COMPARISON = pytest.StashKey[Comparison]()
_DID_NOT_RAISE = re.compile(r"DID NOT RAISE (?:any of )?(?:<class '(?:\w+\.)*(\w+)'>|(.+))", re.DOTALL)


def assertrepr_compare(config: pytest.Config, op: str, left: object, right: object) -> list[str] | None:
    """Pytest's hook of that name: remember what was compared, so that ``explain`` can tell it."""
    texts = (bounded(left, ask=True), bounded(right, ask=True))
    config.stash[LAST_COMPARISON] = Comparison(op=op, left=left, right=right, texts=texts)
    return [_summary(op, texts)]


def explain(
    excinfo: pytest.ExceptionInfo[BaseException],
    calls: Sequence[Call],
    *,
    item: pytest.Item,
    sources: Mapping[str, bytes] = NO_SOURCES,
) -> str:
    """Why a test failed, as plain text of a few lines.

    Args:
        excinfo: what ended the test.
        calls: the last calls to the solution, oldest first.
        item: the test.
        sources: the submission's files, to quote the line that raised.
    """
    line = failed_line(excinfo.tb, item.path.parent)
    compared = item.config.stash.get(LAST_COMPARISON, None)
    lines = _Failure(excinfo.value, calls, line, compared).lines(sources)
    return "\n".join(lines)[:MOST_CHARACTERS]


class _Failure:
    def __init__(
        self, error: BaseException, calls: Sequence[Call], line: FailedLine | None, compared: Comparison | None
    ) -> None:
        self.error = error
        self.calls = calls
        self.line = line
        self.compared = compared
        self.last = calls[-1] if calls else None

    def lines(self, sources: Mapping[str, bytes]) -> Iterator[str]:
        error = self.error
        if "learner_traceback" in vars(error) or (self.last and self.last.outcome is error and self.last.raised):
            yield from self._raised(sources)
        elif isinstance(error, AnswerRefused):
            yield from self._refused(str(error))
        elif isinstance(error, pytest.fail.Exception):
            yield from self._failed(error.msg or "")
        elif isinstance(error, AssertionError):
            yield from self._assertion(str(error))
        else:
            yield from self._broken_off()

    # --- exceptions -----------------------------------------------------------------------------------

    def _raised(self, sources: Mapping[str, bytes]) -> Iterator[str]:
        """An exception came out of the solution."""
        call = next((call for call in reversed(self.calls) if call.outcome is self.error), None)
        told = exception_text(self.error)
        expected = self.line.expected if self.line else ()
        if expected:
            if call:
                yield call.asked
            yield f"  raised    {told}"
            yield f"  expected  {expected[0].exceptions}"
        elif call:
            yield f"{call.asked} raised {told}"
        else:
            yield f"Your code raised {told}"
        place = _learners_line(self.error, sources)
        if place:
            yield f"  at {place}"

    def _failed(self, message: str) -> Iterator[str]:
        """``pytest.fail``, which ``pytest.raises`` uses too."""
        found = _DID_NOT_RAISE.fullmatch(message)
        if found:
            yield from self._not_raised((found[1] or found[2]).strip("()").replace(", ", " or "))
        else:
            yield from message.split("\n")

    def _refused(self, message: str) -> Iterator[str]:
        """The test would have had to take an object's own word."""
        called = next((call for call in reversed(self.calls) if "(" in call.asked), None)
        if called:
            yield called.asked
        yield f"  {message[:1].lower()}{message[1:]}" if called else message

    def _not_raised(self, expected: str) -> Iterator[str]:
        if self.last:
            yield from call_and_outcome(self.last)
            yield f"  expected  {expected} to be raised"
        else:
            yield f"{expected} should have been raised, and nothing was."

    def _broken_off(self) -> Iterator[str]:
        """The test itself could not go on with what it was given."""
        if self.last:
            yield from call_and_outcome(self.last)
        yield f"The test could not go on{' with that' if self.last else ''}: {exception_text(self.error)}"
        if self.line and self.line.statement:
            yield f"  in  {written(self.line.statement)}"

    # --- assertions -----------------------------------------------------------------------------------

    def _assertion(self, text: str) -> Iterator[str]:
        line = self.line
        unit = unittest_failure(line.beyond, text) if line else None
        if unit:
            yield from _own_words(unit.message)
            if unit.not_raised:
                yield from self._not_raised(unit.not_raised)
            elif unit.comparison:
                yield from tell(unit.comparison, self.calls, line.arguments if line else ())
            elif not unit.message:
                yield from self._by_hand(text)
        elif line is None or line.condition is None:
            yield from self._by_hand(text)
        else:
            if line.has_message:
                yield from _own_words(text.partition("\nassert ")[0].replace("\n  ", "\n"))
            yield from self._condition(line, line.condition, text)

    def _by_hand(self, text: str) -> Iterator[str]:
        """``raise AssertionError(...)``, or ``pytest.raises(match=...)`` that met another text."""
        matching = next((each for each in (self.line.expected if self.line else ()) if each.match), None)
        if matching and self.last and self.last.raised:
            yield from call_and_outcome(self.last)
            yield f"  expected  {matching.exceptions} with a text that matches {matching.match}"
        elif text:
            yield from text.split("\n")
        elif self.line:
            yield from self._as_written(self.line)
        else:
            yield "Something that the test asks for does not hold."

    def _condition(self, line: FailedLine, condition: ast.expr, text: str) -> Iterator[str]:
        """What an ``assert`` statement asserts does not hold."""
        compared = self.compared
        if compared and compared.texts and _compares(condition) and _summary(compared.op, compared.texts) in text:
            single = isinstance(condition, ast.Compare) and len(condition.ops) == 1
            operands = (
                [condition.left, condition.comparators[0]] if isinstance(condition, ast.Compare) and single else []
            )
            yield from tell(compared, self.calls, operands)
            return
        negated = isinstance(condition, ast.UnaryOp) and isinstance(condition.op, ast.Not)
        asked = condition.operand if isinstance(condition, ast.UnaryOp) and negated else condition
        if self.last and not self.last.raised and is_call_of(asked, function_of(self.last)):
            truth = Comparison(op="truth", left=self.last.outcome, right=not negated)
            yield from tell(truth, self.calls)
        elif line.has_message and isinstance(condition, ast.Constant):
            return  # ``assert False, "..."``: the author has said it all
        else:
            yield from self._as_written(line)

    def _as_written(self, line: FailedLine) -> Iterator[str]:
        """The test's own line, and what its names stand for."""
        node = line.condition or line.statement
        if node is None:
            yield "Something that the test asks for does not hold."
            return
        yield "This should hold, and does not:"
        yield f"  {written(node)}"
        held = line.values(node)
        width = max(map(len, held), default=0)
        for name, value in held.items():
            yield f"  {name.ljust(width)}  is {bounded(value)}"
        yield from calls_before(self.calls)


def _summary(op: str, texts: tuple[str, str]) -> str:
    return f"{texts[0]} {op} {texts[1]}"


def _own_words(text: str) -> Iterator[str]:
    if text:
        yield from text.split("\n")


def _compares(condition: ast.expr) -> bool:
    """Whether a condition fails because of the comparison that pytest reported last."""
    both = isinstance(condition, ast.BoolOp) and isinstance(condition.op, ast.And)
    return both or isinstance(condition, ast.Compare)


def _learners_line(error: BaseException, sources: Mapping[str, bytes]) -> str:
    """The learner's own line that an exception comes from: ``solution.py, line 7: return units[unit]``."""
    frames = vars(error).get("learner_traceback") or ()
    file, number, text = (*frames[-1][:2], "") if frames else ("", 0, "")
    if isinstance(error, SyntaxError) and error.lineno:
        file, number, text = error.filename or file, error.lineno, error.text or ""
    if not number:
        return ""
    for path, content in sources.items():
        if file == path or file.endswith(f"/{path}"):
            text = "".join(content.decode("utf-8", "replace").split("\n")[number - 1 : number])
    quoted = " ".join(text.split())[:SOURCE_CHARACTERS]
    name = " ".join(Path(file).name.split())  # a syntax error says itself which file it is in
    return f"{name}, line {number}" + (f": {quoted}" if quoted else "")
