"""The grader ``test_suite``: a learner's own tests, run against hidden right and wrong versions of a program.

A pytest plugin with one fixture, ``suite``. Each version is run in a fresh sandbox that holds the learner's tests and
that version, under the same names. What comes out is what became of each test; what it means is decided here: a suite
is right about a right version when every test passes, and catches a wrong one when a test fails there that passed on
every right one. ``docs/graders/test_suite.md`` says what a suite could make up, and why it gains nothing by that.
"""

from __future__ import annotations

import ast
import contextlib
import random
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NoReturn

import pytest

from graders.errors import ExerciseInvalid, SubmissionInvalid
from graders.fixtures import SESSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graders.grading import Sessions
    from graders.suites.runs import Record, Run, Runs

VERSIONS = "versions"
RIGHT = "right"
RULE_RIGHT = "the tests pass on every right version of the program, however it is written."


class Suite:
    """The tests of one submission, and demands on them. Each fails the check where it is not met."""

    def __init__(self, sessions: Sessions, runs: Runs) -> None:
        self._grading = sessions.grading
        self._runs = runs
        self._done: dict[str, Run] = {}
        self._sound: frozenset[str] | None = None
        self._written: dict[str, tuple[str, ...]] | None = None

    # --- demands --------------------------------------------------------------------------------------

    def passes(self, version: str) -> None:
        """Every test passes on a version, and there is one at least.

        Args:
            version: a folder of ``tests/versions``: ``right/plain``.
        """
        run = self._run(version)
        self._came_to_an_end(run, RULE_RIGHT)
        for record in run.records:
            if record.outcome != "passed":
                _fail(f"Rule: {RULE_RIGHT}\n" + self._told(record))
        if not self._named(run):
            _fail(f"Rule: {RULE_RIGHT}\nThere is no test: name functions test_something, in a file test_something.py.")

    def catches(self, version: str, what: str) -> None:
        """A test fails on a wrong version that passed on every right one.

        Args:
            version: a folder of ``tests/versions``: ``wrong/off_by_one``.
            what: what is wrong with it, for the learner.
        """
        sound = self._sound_tests()
        run = self._run(version)
        rule = f"the tests catch a version in which {what}."
        self._came_to_an_end(run, rule)
        caught = [record for record in self._named(run) if record.outcome == "failed" and record.name in sound]
        if not caught:
            _fail(f"Rule: {rule}\nAll {len(sound)} tests that hold for the right versions pass on this one, too.")

    def count(self, *, at_least: int) -> None:
        """So many test functions hold for every right version."""
        functions = {name.partition("[")[0] for name in self._sound_tests()}
        if len(functions) < at_least:
            rule = f"there are {at_least} test functions or more."
            _fail(f"Rule: {rule}\n  gave      {len(functions)}\n  expected  {at_least} or more")

    # --- runs -----------------------------------------------------------------------------------------

    def _sound_tests(self) -> frozenset[str]:
        """The names of the tests that pass on every right version; fails the check where any does not."""
        if self._sound is None:
            folders = sorted(path.name for path in (self._folder / RIGHT).iterdir() if path.is_dir())
            if not folders:
                raise ExerciseInvalid(f"tests/{VERSIONS}/{RIGHT} holds no version")
            names: list[frozenset[str]] = []
            for folder in folders:
                self.passes(f"{RIGHT}/{folder}")
                names.append(frozenset(record.name for record in self._named(self._run(f"{RIGHT}/{folder}"))))
            self._sound = frozenset.intersection(*names)
        return self._sound

    @property
    def _folder(self) -> Path:
        return self._grading.tests_dir / VERSIONS

    def _run(self, version: str) -> Run:
        if version not in self._done:
            files = {name: content for name, content in self._grading.files.items() if name.endswith(".py")}
            files |= self._version(version)
            self._done[version] = self._runs.run(files, list(self._tests()))
        return self._done[version]

    def _version(self, version: str) -> dict[str, bytes]:
        """The files of a version in other words, which no earlier run had."""
        from graders.suites.disguise import disguised

        folder = self._folder / version
        if not folder.is_dir():
            raise ExerciseInvalid(f"there is no version tests/{VERSIONS}/{version}")
        rng = random.Random(f"{self._grading.seed}/{version}")  # noqa: S311 - to be repeatable
        files: dict[str, bytes] = {}
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
            name = path.relative_to(folder).as_posix()
            content = path.read_bytes()
            files[name] = disguised(content.decode("utf-8"), rng).encode() if name.endswith(".py") else content
        return files

    def _tests(self) -> dict[str, tuple[str, ...]]:
        """The learner's files with tests, each with the test functions that its text has."""
        from graders.quality_rules.errors import Unreadable
        from graders.quality_rules.source import read

        if self._written is None:
            for name in self._grading.handed_in:
                if name not in self._grading.files:
                    raise SubmissionInvalid(f"{name} is missing. Hand in a file with this name.")
            try:
                files = self._grading.files.items()
                self._written = {
                    name: _test_functions(read(name, content).tree) for name, content in files if _is_test_file(name)
                }
            except Unreadable as unreadable:
                _fail(str(unreadable))
        return self._written

    def _named(self, run: Run) -> list[Record]:
        """The records whose test stands in the text that was handed in."""
        tests = self._tests()
        return [one for one in run.records if one.function in tests.get(one.name.partition("::")[0], ())]

    # --- messages -------------------------------------------------------------------------------------

    def _came_to_an_end(self, run: Run, rule: str) -> None:
        if run.ended:
            _fail(f"Rule: {rule}\nThe run of the tests did not come to its end. {run.ended}")
        if run.errors:
            _fail(f"Rule: {rule}\nThe tests can't be loaded: {run.errors[0]}")

    def _told(self, record: Record) -> str:
        file = record.name.partition("::")[0]
        lines = [f"{record.name.partition('::')[2]}: {record.outcome} on a right version"]
        text = self._grading.files.get(file, b"").decode("utf-8", "replace").splitlines()
        if 0 < record.line <= len(text):
            lines.append(f"{file}, line {record.line}: {text[record.line - 1].strip()[:120]}")
        if record.message:
            lines.append(f"  {record.message}")
        return "\n".join(lines)


def _is_test_file(name: str) -> bool:
    stem = PurePosixPath(name).name
    return stem.endswith(".py") and (stem.startswith("test_") or stem.endswith("_test.py"))


def _test_functions(tree: ast.Module) -> tuple[str, ...]:
    """The names that pytest and unittest take for tests, wherever they stand."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return tuple(node.name for node in functions if node.name.startswith("test"))


def _fail(text: str) -> NoReturn:
    __tracebackhide__ = True
    pytest.fail(text, pytrace=False)


@pytest.fixture(scope="session")
def _suite(request: pytest.FixtureRequest) -> Iterator[Suite]:
    from graders.suites.runs import Runs

    sessions = request.config.stash[SESSIONS]
    runs = Runs(sessions.another, sessions.grading.limits.seconds)
    with contextlib.closing(runs):
        yield Suite(sessions, runs)


@pytest.fixture
def suite(_suite: Suite) -> Suite:
    """The learner's own tests, and demands on what they pass and what they catch."""
    return _suite
