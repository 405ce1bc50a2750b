"""The grader ``quality``: how a learner's source is written, beside what it does.

A pytest plugin with one fixture, ``quality``. It works on the text that was handed in: rules of ruff, layout,
complexity, length, nesting, duplication, names, docstrings, types by mypy. Nothing of the learner's is run for it but
the examples of docstrings, which run in the sandbox. A check that fails shows each place with its line, and why the
rule matters.

``quality`` stands beside ``solution``: both are there in an exercise of this grader, so that a test can ask whether
the program still does what it did.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NoReturn

import pytest

from graders.errors import ExerciseInvalid, SubmissionInvalid
from graders.fixtures import SESSIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from graders.grading import Grading, Sessions
    from graders.quality_rules.findings import Finding
    from graders.quality_rules.source import Source

LINE_LENGTH = 100
LOOP_NAMES = frozenset({"i", "j", "k", "n", "x", "y", "id", "to", "db", "on", "by"})
"""Names that are short and say something all the same, where everybody knows what."""


class Quality:
    """The source of one submission, and demands on it. Each returns nothing and fails the check where it is broken.

    All of them are on every Python file that was handed in, so that nothing is mended by moving it elsewhere.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._read: tuple[Source, ...] | None = None

    @property
    def _grading(self) -> Grading:
        return self._sessions.grading

    def _sources(self) -> tuple[Source, ...]:
        from graders.quality_rules.errors import Unreadable
        from graders.quality_rules.source import read_all

        if self._read is None:
            for name in self._grading.handed_in:
                if name not in self._grading.files:
                    raise SubmissionInvalid(f"{name} is missing. Hand in a file with this name.")
            try:
                self._read = read_all(self._grading.files)
            except Unreadable as unreadable:
                _fail(str(unreadable))
        return self._read

    def _measured(self) -> tuple[Source, ...]:
        """The sources, none of which hides a part of the program in a text."""
        from graders.quality_rules.source import hidden_code

        sources = self._sources()
        self._report("the whole program can be read.", [one for source in sources for one in hidden_code(source)])
        return sources

    def _report(self, rule: str, findings: Sequence[Finding]) -> None:
        from graders.quality_rules.findings import told

        if findings:
            _fail(told(rule, findings, self._sources()))

    # --- shape ----------------------------------------------------------------------------------------

    def complexity(self, *, at_most: int) -> None:
        """No function has more branches than this, plus one; nor has the code outside of functions."""
        from graders.quality_rules.shape import too_complex

        found = [one for source in self._measured() for one in too_complex(source, at_most)]
        self._report(f"no function has a complexity above {at_most}.", found)

    def length(self, *, at_most: int) -> None:
        """No function has more lines of code than this; docstrings, comments and blank lines are none."""
        from graders.quality_rules.shape import too_long

        found = [one for source in self._measured() for one in too_long(source, at_most)]
        self._report(f"no function has more than {at_most} lines of code.", found)

    def nesting(self, *, at_most: int) -> None:
        """Nowhere do more blocks stand one inside the other than this."""
        from graders.quality_rules.shape import too_deep

        found = [one for source in self._measured() for one in too_deep(source, at_most)]
        self._report(f"no block is more than {at_most} deep.", found)

    def duplication(self, *, lines: int = 4) -> None:
        """No so many lines do the same as others, but for names and constants."""
        from graders.quality_rules.duplication import duplicates

        found = duplicates(self._measured(), lines)
        self._report(f"no {lines} lines or more stand in two places.", found)

    def names(self, *, at_least: int = 3, besides: Collection[str] = LOOP_NAMES) -> None:
        """Every name has so many letters, but for some that everybody knows."""
        from graders.quality_rules.shape import short_names

        found = [one for source in self._sources() for one in short_names(source, at_least, besides)]
        self._report(f"names have {at_least} letters or more.", found)

    # --- programs -------------------------------------------------------------------------------------

    def follows(
        self,
        *rules: str,
        besides: Sequence[str] = (),
        line_length: int = LINE_LENGTH,
        convention: str = "google",
        rule: str = "",
    ) -> None:
        """The files follow rules of ruff.

        Args:
            rules: codes or their beginnings: ``E``, ``N802``, ``D1``.
            besides: codes that are left out of those.
            line_length: characters, for the rules that count them.
            convention: the style of docstrings: ``google``, ``numpy`` or ``pep257``.
            rule: what the message calls them.
        """
        from graders.quality_rules.errors import Unfinished
        from graders.quality_rules.linting import broken_rules

        try:
            found = broken_rules(
                self._sources(), rules, besides=besides, line_length=line_length, convention=convention
            )
        except Unfinished as unfinished:
            _fail(f"The rules could not be checked: {unfinished}.")
        self._report(rule or f"the code follows {', '.join(rules)}.", found)

    def layout(self, *, line_length: int = LINE_LENGTH) -> None:
        """The files are laid out as ``ruff format`` lays them out."""
        from graders.quality_rules.errors import Unfinished
        from graders.quality_rules.linting import layout

        try:
            found = layout(self._sources(), line_length=line_length)
        except Unfinished as unfinished:
            _fail(f"The layout could not be checked: {unfinished}.")
        self._report(f"the code is laid out as `ruff format --line-length {line_length}` does it.", found)

    def types(self) -> None:
        """``mypy --strict`` has nothing to say, no explicit Any is there, and nothing is kept from its eyes."""
        from graders.quality_rules.errors import Unfinished
        from graders.quality_rules.source import switches
        from graders.quality_rules.typed import untyped

        sources = self._measured()
        found = [one for source in sources for one in switches(source)]
        try:
            found += untyped(sources)
        except Unfinished as unfinished:
            _fail(f"The types could not be checked: {unfinished}.")
        self._report("mypy --strict finds nothing, and nothing is hidden from it.", found)

    # --- documentation --------------------------------------------------------------------------------

    def documented(self, *, words: int = 3) -> None:
        """The modules and all that is public in them have docstrings of so many words or more."""
        from graders.quality_rules.documented import missing

        found = missing(self._sources(), words)
        self._report(f"modules, classes and functions have a docstring of {words} words or more.", found)

    def has_examples(self) -> None:
        """Every public function has an example in its docstring that calls it."""
        from graders.quality_rules.documented import examples, without_example

        sources = self._sources()
        groups, problems = examples(sources)
        found = [*problems, *without_example(sources, groups)]
        self._report("every public function has an example that calls it.", found)

    def doctests(self, *, at_least: int = 1) -> None:
        """The examples of all docstrings come out as they say, and there are so many of them."""
        from graders.quality_rules.documented import examples, judge
        from graders.quality_rules.running import answers

        groups, found = examples(self._measured())
        count = sum(len(group) for group in groups)
        if count < at_least and not found:
            _fail(f"Rule: the docstrings have {at_least} examples or more.\n  gave      {count} examples")
        if groups:
            answered = answers(self._sessions.current(), groups)
            for group, given in zip(groups, answered, strict=True):
                found += judge(group, given)
        self._report("every example in a docstring comes out as it says.", found)

    def same_code_as(self, folder: str = "starter") -> None:
        """But for docstrings, comments and layout, the code is that of the exercise's starter (or solution)."""
        for source in self._sources():
            original = self._grading.exercise_dir / folder / source.name
            if not original.is_file():
                _fail(f"Rule: the code itself stays as it was.\n{source.name} was not there before.")
            if _code(source.tree) != _code(ast.parse(original.read_bytes())):
                place = _first_difference(source.tree, ast.parse(original.read_bytes()))
                _fail(f"Rule: the code itself stays as it was; only docstrings are added.\n{source.name}: {place}")


def _code(tree: ast.Module) -> list[str]:
    """The statements of a module as trees, without docstrings."""
    return [ast.dump(node) for node in _undocumented(tree).body]


def _undocumented(tree: ast.Module) -> ast.Module:
    """A copy of a tree without docstrings, and without the ``pass`` that takes the place of one."""
    copied = ast.parse(ast.unparse(tree))
    for node in ast.walk(copied):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
            node.body = [one for one in body if not isinstance(one, ast.Pass)]
    return copied


def _first_difference(tree: ast.Module, original: ast.Module) -> str:
    names = [getattr(node, "name", "") for node in _undocumented(original).body]
    for index, (ours, theirs) in enumerate(zip(_code(tree), _code(original), strict=False)):
        if ours != theirs:
            return f"{names[index] or 'the code outside of functions'} is not what it was"
    return "there is more or less of it than before"


def _fail(text: str) -> NoReturn:
    __tracebackhide__ = True
    pytest.fail(text, pytrace=False)


@pytest.fixture
def quality(request: pytest.FixtureRequest) -> Quality:
    """The learner's source, and demands on how it is written."""
    if request.config.stash[SESSIONS].grading.language != "python":
        raise ExerciseInvalid("the fixture quality reads Python alone")
    return Quality(request.config.stash[SESSIONS])
