"""Docstrings: whether they are there, and the examples in them."""

from __future__ import annotations

import ast
import doctest
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.quality_rules.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graders.quality_rules.source import Source

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
WHY_MISSING = "What it is for should not have to be worked out from its code."
WHY_EXAMPLE = "An example is the shortest explanation, and one that runs can't go stale."
WHY_WRONG = "A reader believes an example before the code."
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True, kw_only=True)
class Docstring:
    """What documents a module, class or function; ``text`` is empty where nothing does.

    Attributes:
        name: of what it documents: ``cart``, ``Cart.total``.
        line: where that begins.
        first: the line on which the text begins.
    """

    file: str
    name: str
    line: int
    first: int
    text: str
    function: bool


def docstrings(source: Source) -> Iterator[Docstring]:
    """Of the module, and of all that is public in it."""
    yield _docstring(source, source.name.removesuffix(".py").replace("/", "."), source.tree)
    waiting: list[tuple[str, Documented]] = [("", source.tree)]
    while waiting:
        prefix, holder = waiting.pop(0)
        for node in holder.body:
            if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)) or node.name.startswith("_"):
                continue
            yield _docstring(source, f"{prefix}{node.name}", node)
            if isinstance(node, ast.ClassDef):
                waiting.append((f"{node.name}.", node))


def _docstring(source: Source, name: str, node: Documented) -> Docstring:
    text = ast.get_docstring(node, clean=False) or ""
    return Docstring(
        file=source.name,
        name=name,
        line=getattr(node, "lineno", 1),
        first=node.body[0].lineno if text else 0,
        text=text,
        function=isinstance(node, _FUNCTIONS),
    )


def missing(sources: Sequence[Source], words: int) -> list[Finding]:
    """What is public and has no docstring, or one of fewer words before its examples."""
    found = []
    for source in sources:
        for one in docstrings(source):
            said = len(one.text.partition(">>>")[0].split())
            if said < words:
                what = f"{one.name} has no docstring" if not one.text.strip() else f"{one.name} says {said} words"
                found.append(Finding(file=one.file, line=one.line, what=what, why=WHY_MISSING))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example of a docstring: what is typed, what is to come, and where it stands."""

    file: str
    name: str
    line: int
    source: str
    want: str
    options: int
    raises: str | None


def examples(sources: Sequence[Source]) -> tuple[list[list[Example]], list[Finding]]:
    """The examples of each docstring that has any, and what is wrong with their form."""
    parser = doctest.DocTestParser()
    found: list[list[Example]] = []
    problems: list[Finding] = []
    for source in sources:
        for one in docstrings(source):
            try:
                parsed = parser.get_examples(one.text)
            except ValueError as error:
                problems.append(Finding(file=one.file, line=one.first, what=f"{one.name}: {error}", why=WHY_WRONG))
                continue
            if parsed:
                found.append([_example(one, example) for example in parsed])
    return found, problems


def _example(one: Docstring, example: doctest.Example) -> Example:
    options = sum(flag for flag, on in example.options.items() if on)
    return Example(
        file=one.file,
        name=one.name,
        line=one.first + example.lineno,
        source=example.source,
        want=example.want,
        options=options,
        raises=example.exc_msg,
    )


def without_example(sources: Sequence[Source], found: Sequence[Sequence[Example]]) -> list[Finding]:
    """Public functions whose docstring has no example that calls them."""
    shown = {(group[0].file, group[0].name): "".join(example.source for example in group) for group in found}
    return [
        Finding(file=one.file, line=one.line, what=f"{one.name} has no example that calls it", why=WHY_EXAMPLE)
        for source in sources
        for one in docstrings(source)
        if one.function and f"{one.name.rpartition('.')[2]}(" not in shown.get((one.file, one.name), "")
    ]


def judge(group: Sequence[Example], answers: Sequence[tuple[str, str | None]]) -> Iterator[Finding]:
    """The examples of a docstring that don't come out as they say.

    Args:
        group: the examples.
        answers: for each what it printed, and ``ExceptionName: text`` if it raised.
    """
    checker = doctest.OutputChecker()
    for example, (printed, raised) in zip(group, answers, strict=True):
        if example.options & doctest.SKIP:
            yield _wrong(example, "an example that is skipped shows nothing")
        elif example.raises is not None or raised is not None:
            want, gave = (example.raises or "").strip(), raised or ""
            if example.options & doctest.IGNORE_EXCEPTION_DETAIL:
                want, gave = (text.partition(":")[0].rpartition(".")[2] for text in (want, gave))
            if example.raises is None or not checker.check_output(want + "\n", gave + "\n", example.options):
                yield _wrong(example, f"it says {_short(example.raises or example.want)} and raises {_short(raised)}")
        elif not checker.check_output(example.want, printed, example.options):
            yield _wrong(example, f"it says {_short(example.want)} and gives {_short(printed)}")


def _short(text: str | None) -> str:
    words = " ".join((text or "").split())
    return words[:100] if words else "nothing"


def _wrong(example: Example, what: str) -> Finding:
    return Finding(file=example.file, line=example.line, what=what, why=WHY_WRONG)
