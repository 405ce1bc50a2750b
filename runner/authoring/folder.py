"""What is to be proven of an exercise's folder without grading anything: tests, hints, prompt, workspace."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

from runner import hints, prompt, workspace
from runner.authoring.proof import Problem
from runner.errors import CatalogProblem, close_match
from sandbox.leftovers import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runner.manifest import Exercise

MUTANTS = 3
HINTS = 3
MARKS = frozenset({"points", "example", "hint", "limit", "parametrize", "usefixtures", "filterwarnings"})
"""Ours, and those of pytest that a hidden test has a use for: one that skips itself is an error."""
OURS = frozenset({"runner", "graders", "sandbox"})
_TELLING = 24
"""The least length of a line that says something: a shorter one is found in anybody's file."""


def folder_problems(exercise: Exercise, language: str) -> Iterator[Problem]:
    """Everything that is wrong with the folder.

    Raises:
        OSError: something in it cannot be read or copied.
        GitError: a repository's scenario does not run (``graders.git.errors``).
    """
    mutants = exercise.mutants_in(language)
    if len(mutants) < MUTANTS:
        yield Problem(
            rule=f"an exercise has at least {MUTANTS} mutants in every language",
            found=f"there are {len(mutants)} in {language}",
            next_step="add mistakes that learners make: mutants/<name>/ and a [[mutants]] table",
        )
    for file in sorted(exercise.tests_dir.rglob("*.py")):
        yield from _test_file(exercise, file)
    yield from _hints(exercise)
    try:
        task = prompt.render(exercise, language)
    except CatalogProblem as problem:
        yield Problem(rule="the prompt can be made", found=f"{problem.where}: {problem}", next_step="mend prompt.md")
        task = ""
    yield from _leaks(exercise, language, task)


def _test_file(exercise: Exercise, file: Path) -> Iterator[Problem]:
    """Titles for people, and no import of ours: a hidden test holds only what its fixtures give it."""
    shown = file.relative_to(exercise.path).as_posix()
    try:
        tree = ast.parse(file.read_bytes(), str(file))
    except SyntaxError as error:
        yield Problem(rule="the tests are Python", found=f"{shown}:{error.lineno}: {error.msg}", next_step="mend it")
        return
    for node in ast.walk(tree):
        imported = _imported(node) & OURS
        if imported:
            yield Problem(
                rule="hidden tests import nothing of kata's",
                found=f"{shown}:{getattr(node, 'lineno', 0)} imports {', '.join(sorted(imported))}",
                next_step="take a fixture instead; docs/graders has them all",
            )
        mark = _mark(node)
        if mark and mark not in MARKS:
            meant = close_match(mark, tuple(sorted(MARKS)))
            yield Problem(
                rule="every mark is one that counts",
                found=f"{shown}:{getattr(node, 'lineno', 0)} has pytest.mark.{mark}, which does nothing",
                next_step=f"did you mean {meant}?" if meant else "take it away; docs/authoring.md has them all",
            )
        if not (isinstance(node, ast.FunctionDef) and node.name.startswith("test_")):
            continue
        if not (ast.get_docstring(node) or "").strip():
            yield Problem(
                rule="every check has a title: the first line of its docstring",
                found=f"{shown}:{node.lineno} {node.name} has no docstring",
                next_step="say in one line what a user would notice",
            )


def _mark(node: ast.AST) -> str:
    """The name in ``pytest.mark.name``; empty for anything else."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "mark":
        holder = node.value.value
        return node.attr if isinstance(holder, ast.Name) and holder.id == "pytest" else ""
    return ""


def _imported(node: ast.AST) -> set[str]:
    """The top-level packages that a statement imports."""
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return {node.module.partition(".")[0]}
    return set()


def _hints(exercise: Exercise) -> Iterator[Problem]:
    next_step = "write three `## ` headings with text: where to look, what idea, nearly the answer"
    try:
        found = len(hints.load(exercise))
    except CatalogProblem as problem:
        yield Problem(rule=f"hints.md has {HINTS} steps", found=str(problem.what), next_step=next_step)
        return
    if found != HINTS:
        yield Problem(rule=f"hints.md has {HINTS} steps", found=f"it has {found}", next_step=next_step)


def _leaks(exercise: Exercise, language: str, task: str) -> Iterator[Problem]:
    """Nothing of the tests, the solution, the mutants and the hints is in what a learner gets.

    No telling line of them may be there, unless it is one that the starter ships. The task counts as what a
    learner gets: an answer in the prompt is a leak like any other.
    """
    with temporary_folder("verify") as given:
        workspace.fill(exercise, language, given, task)
        yield from _unexpected_files(exercise, language, given)
        starter = exercise.path / "starter"
        shipped = [starter / file for file in workspace.regular_files(starter)] if starter.is_dir() else []
        allowed = {line for file in shipped for line in _lines(file)}
        secrets = {line: file for file in _secret_files(exercise) for line in _lines(file) - allowed}
        for relative in workspace.regular_files(given):
            if ".git" in relative.parts:
                continue
            for line in sorted(_lines(given / relative) & secrets.keys()):
                source = secrets[line].relative_to(exercise.path).as_posix()
                yield Problem(
                    rule="nothing of the tests, the solution, the mutants or the hints is in the workspace",
                    found=f"{relative.as_posix()} has a line of {source}: {line}",
                    next_step="take it out of the starter or the prompt, or put it in other words there",
                )


def _unexpected_files(exercise: Exercise, language: str, given: Path) -> Iterator[Problem]:
    """A workspace is the task and the starter's files; a scenario makes what it likes."""
    if exercise.kind.scenario is not None:
        return
    expected = {Path(workspace.TASK), *workspace.regular_files(exercise.starter_dir(language))}
    for extra in sorted(set(workspace.regular_files(given)) - expected):
        yield Problem(
            rule="a workspace holds the task and the starter, and nothing else",
            found=f"{extra.as_posix()} is in it too",
            next_step="this is a bug in kata: please report it",
        )


def _secret_files(exercise: Exercise) -> Iterator[Path]:
    for folder in ("tests", "solution", "mutants"):
        for file in workspace.regular_files(exercise.path / folder):
            yield exercise.path / folder / file
    yield exercise.hints_file


def _lines(file: Path) -> set[str]:
    """The lines of a text file that tell something, without their indentation; none of a binary file."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return set()
    stripped = (line.strip() for line in text.splitlines())
    return {line for line in stripped if len(line) >= _TELLING and re.search(r"\w{3}", line)}
