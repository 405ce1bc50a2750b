"""The grader ``function``: a learner's modules, called from hidden tests as if they were imported.

The fixture ``solution`` is the module of the first file handed in, in whatever language it is written. Test
modules may also import a solution in Python by name, so that suites written for a solution in the same process
run unchanged. ``reference`` is the exercise's own solution in Python, imported in this process.

A module of the exercise's that both the tests and the solution import (exceptions, record types) stands in the
tests' folder; whether the solution gets it is decided by what the reference or the starter import, never by
what the learner's files say, for the tests' folder may also hold what is to stay hidden.
"""

from __future__ import annotations

import ast
import importlib
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from graders.errors import ExerciseInvalid, SubmissionInvalid
from graders.fixtures import SESSIONS
from graders.remote_import import BrokenModule, SolutionFinder, Unavailable, importing_from, module_names
from sandbox.errors import EndReason, SandboxError, SandboxFailed, SessionEnded
from sandbox.languages import LANGUAGES
from sandbox.solution import Solution
from sandbox.values import to_bytes, to_trusting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from types import ModuleType

    from graders.grading import Grading, Sessions
    from sandbox.objects import Connection
    from sandbox.solution import RemoteModule

PYTHON = "python"
GRADER = pytest.StashKey["FunctionGrader"]()


class _Told(pytest.fail.Exception):  # type: ignore[name-defined, misc]  # pytest's types hide that it is a class
    """Fails a check with a plain text."""

    def __init__(self, text: str) -> None:
        super().__init__(text, pytrace=False)


class MissingName(_Told, AttributeError):
    """A check wants something that the solution doesn't define."""


class ImportFailed(_Told, ImportError):
    """A check wants a solution that can't be imported."""


class _Source:
    """The driver's conversation, from the sessions of the run."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def connection(self) -> Connection:
        """The conversation of the sandbox that is alive."""
        return self._sessions.connection()

    def ended(self) -> bool:
        """Whether the last sandbox has ended."""
        last = self._sessions.last
        return last is None or last.ended is not None


class FunctionGrader:
    """The solution of one run, and its place in Python's import system."""

    def __init__(self, sessions: Sessions) -> None:
        grading = sessions.grading
        self._sessions = sessions
        self._names = module_names(reference_files(grading))
        self._finder = SolutionFinder(self._names, self._module)
        self._ended: dict[str, SessionEnded] = {}
        self._language = LANGUAGES[grading.language]
        self._shared = shared_names(grading)
        self._solution: Solution | None = None
        self._written: frozenset[str] | None = None
        self._paths: list[str] = []

    def install(self) -> None:
        """Let test modules import the solution, and what stands beside them."""
        self._paths = [str(self._sessions.grading.tests_dir)]
        sys.path[:0] = self._paths
        self._finder.install()

    def remove(self) -> None:
        """Undo ``install``."""
        self._finder.remove()
        for path in self._paths:
            sys.path.remove(path)
        for name in self._shared:
            sys.modules.pop(name, None)

    def main_module(self) -> RemoteModule:
        """The module of the first file handed in.

        Raises:
            ImportFailed: it can't be imported; the message is for the learner.
            SubmissionInvalid: it was not handed in.
        """
        grading = self._sessions.grading
        if grading.language == PYTHON:
            return self._import(_main_name(grading.handed_in))
        return self._import(PurePosixPath(grading.handed_in[0]).stem)

    def reference(self) -> ModuleType:
        """The exercise's own solution in Python, imported here but kept out of ``sys.modules``."""
        grading = self._sessions.grading
        with self._only_names_from(grading.reference_dir or grading.exercise_dir / "solution"):
            return importlib.import_module(_main_name(reference_files(grading)))

    @contextmanager
    def _only_names_from(self, folder: Path) -> Iterator[None]:
        """The solution's names mean the files of ``folder`` for as long as this lasts."""
        kept = {name: sys.modules.pop(name) for name in self._names if name in sys.modules}
        self._finder.remove()
        sys.path.insert(0, str(folder))
        importlib.invalidate_caches()
        try:
            yield
        finally:
            sys.path.remove(str(folder))
            self._finder.install()
            sys.modules.update(kept)

    # --- importing ------------------------------------------------------------------------------------

    def _remote(self) -> Solution:
        if self._solution is None:
            folder = self._sessions.grading.tests_dir
            shared = {
                name: (importlib.import_module(name), (folder / f"{name}.py").read_text(encoding="utf-8"))
                for name in self._shared
            }
            self._solution = Solution(
                _Source(self._sessions),
                calls=self._sessions.calls,
                shared=shared,
                missing=self._missing,
                write=to_trusting if self._language.hears_marshal else to_bytes,
                names=self._names_in_tests,
            )
            self._sessions.afterwards.append(self._solution.finish)
        return self._solution

    def _names_in_tests(self) -> frozenset[str]:
        """Every name in the text of the tests: whoever takes a solution's class by its name has it there."""
        if self._written is None:
            self._written = frozenset(
                name for path in self._sessions.grading.tests_dir.rglob("*.py") for name in names_in(path.read_bytes())
            )
        return self._written

    def _import(self, name: str) -> RemoteModule:
        """Import a module inside, or raise ``ImportFailed`` with what a learner should know."""
        self._check_handed_in()
        if name in self._ended:
            raise self._ended[name]
        try:
            return self._remote().import_module(name)
        except SessionEnded as ended:
            self._remember(name, ended)
            raise self._ended.get(name, ended) from None
        except (Exception, SystemExit) as error:
            if isinstance(error, (SandboxError, SubmissionInvalid)):
                raise
            title = self._language.title
            raise ImportFailed(import_problem(title, name, error, self._sessions.grading.files)) from error

    def _remember(self, name: str, ended: SessionEnded) -> None:
        """A module whose import ends its sandbox would do so again in each check, a time limit long."""
        if ended.reason in {EndReason.LOST, EndReason.CLOSED}:
            return
        text = f"Importing {name} did not come to an end: the code outside of its functions never finishes."
        if ended.reason is not EndReason.TIME_LIMIT:
            text = f"Importing {name} ended the program. {ended.message}".strip()
        self._ended[name] = SessionEnded(ended.reason, text)

    def _module(self, name: str) -> ModuleType:
        """What an import statement of a test gets."""
        if self._sessions.in_check:
            return self._import(name)
        try:
            return self._import_before_checks(name)
        except (ImportFailed, SubmissionInvalid, SandboxError, SessionEnded) as error:
            return BrokenModule(name, partial(_again, error), self._in_check)

    def _import_before_checks(self, name: str) -> ModuleType:
        """The same, with a deadline of its own, for no check has set one."""
        try:
            session = self._sessions.current()
        except SandboxFailed:
            session = self._sessions.current()  # the failure was ours, so it is tried once more
        session.allow(self._sessions.setup_seconds)
        try:
            return self._import(name)
        finally:
            session.allow(None)

    def _in_check(self) -> bool:
        return self._sessions.in_check

    def _check_handed_in(self) -> None:
        grading = self._sessions.grading
        for path in grading.handed_in:
            if path not in grading.files:
                raise SubmissionInvalid(f"{path} is missing. Hand in a file with this name.")

    def _missing(self, module: RemoteModule, name: str, defined: list[str]) -> Unavailable:
        """What a test gets that asks a module for a name that it doesn't have."""
        file = _file_of(module.__name__, self._sessions.grading)
        name = self._language.spelled(name)
        there = f"it defines: {', '.join(sorted(defined)[:20])}" if defined else "it defines nothing"
        text = f"{file} has nothing named {name}; {there}."
        if importing_from():
            return Unavailable(name, lambda: _again(MissingName(text)), self._in_check)
        raise MissingName(text)


def _again(error: BaseException) -> NoReturn:
    raise error.with_traceback(None)


def _main_name(files: Sequence[str]) -> str:
    """The module of the first file that is one."""
    for path in files:
        for name, package in module_names([path]).items():
            if not package or path.endswith("__init__.py"):
                return name
    raise ExerciseInvalid("a test asks for a solution in Python, and the manifest names no Python module")


def _file_of(module: str, grading: Grading) -> str:
    """The file that a module was loaded from."""
    if grading.language == PYTHON:
        return f"{module.replace('.', '/')}.py"
    return grading.handed_in[0]


def reference_files(grading: Grading) -> Sequence[str]:
    """The reference solution's Python files, as the manifest names them."""
    return grading.handed_in if grading.reference_files is None else grading.reference_files


def import_problem(title: str, name: str, error: BaseException, files: Mapping[str, bytes]) -> str:
    """Why a module can't be loaded, for its author: file, line, the line itself, and the language's own words."""
    told = f"{type(error).__name__}: {error}".removesuffix(": ")
    if isinstance(error, SyntaxError) and error.filename in files:
        place = f"{error.filename}, line {error.lineno}"
        lines = [f"{place}: {error.msg}", *_marked(str(error.text or ""), error.offset), *_others(error)]
        return f"{title} can't read the solution.\n" + "\n".join(lines)
    lines = [f"Importing {name} raised {told}"]
    frames = vars(error).get("learner_traceback") or ()
    if frames:
        file, line, _ = frames[-1]
        text = files.get(file, b"").decode("utf-8", "replace").splitlines()
        quoted = f": {text[line - 1].strip()}" if 0 < line <= len(text) else ""
        lines.append(f"  at {file}, line {line}{quoted}")
    return "\n".join(lines)


def _others(error: SyntaxError) -> list[str]:
    """What else a compiler found, as the driver tells it."""
    others = vars(error).get("others")
    return [text[:400] for text in others[:10] if type(text) is str] if type(others) is tuple else []


def _marked(text: str, offset: int | None) -> list[str]:
    """A line of source, bounded, with a caret below the place."""
    line = text.splitlines()[0] if text.strip() else ""
    if not line:
        return []
    indent = len(line) - len(line.lstrip())
    shown = f"    {line.strip()[:200]}"
    column = (offset or 0) - 1 - indent
    return [shown, " " * (4 + column) + "^"] if 0 <= column <= len(line) else [shown]


def shared_names(grading: Grading) -> list[str]:
    """The modules beside the tests that the exercise's own solution or starter imports too."""
    if grading.language != PYTHON:
        return []
    beside = {path.stem for path in grading.tests_dir.glob("*.py")} - set(module_names(grading.handed_in))
    names: set[str] = set()
    for folder in ("solution", "starter"):
        for path in (grading.exercise_dir / folder).rglob("*.py"):
            names |= _imported(path.read_text(encoding="utf-8")) & beside
    return sorted(names)


def _imported(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a starter may be meant to be mended
        return set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def names_in(source: bytes) -> Iterator[str]:
    """The names that a text of Python has, imported ones and those in quotes among them."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):  # data that has the ending of a program
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield node.value


# --- what pytest calls ------------------------------------------------------------------------------------


@pytest.hookimpl(trylast=True)  # the core plugin gives the sessions first
def pytest_configure(config: pytest.Config) -> None:
    """Make the solution importable for this run."""
    grader = FunctionGrader(config.stash[SESSIONS])
    config.stash[GRADER] = grader
    grader.install()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave Python's import system as it was."""
    grader = config.stash.get(GRADER, None)
    if grader is not None:
        grader.remove()


@pytest.fixture
def solution(request: pytest.FixtureRequest) -> RemoteModule:
    """The learner's module (the first file that the exercise asks for); what is in it runs in the sandbox."""
    return request.config.stash[GRADER].main_module()


@pytest.fixture(scope="session")
def reference(request: pytest.FixtureRequest) -> Any:
    """The exercise's own solution, imported in this process."""
    return request.config.stash[GRADER].reference()
