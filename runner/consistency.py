"""What the keys of a manifest, and a manifest and its folder, must agree on."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from graders.called import CALLED
from runner.kinds import KINDS
from runner.shape import Problem

if TYPE_CHECKING:
    from runner.manifest import Exercise, Manifest
    from runner.serve_table import ServeTable

PYTHON = "python"
IMPORT_PACKAGES = tuple(grader for grader in CALLED if grader != "test_suite")
"""Graders whose solutions may import packages: those that the driver of Python serves."""
OURS = frozenset({"pytest", "_pytest", "pluggy", "sandbox", "graders", "runner", "docker", "git", "sqlglot"})
"""What is loaded beside the library when a solution is graded."""


def disagreements(manifest: Manifest) -> Iterator[Problem]:
    """Keys that do not go together."""
    kind = KINDS[manifest.grader]
    for language in manifest.languages:
        if language not in kind.suffixes:
            known = ", ".join(f'"{name}"' for name in kind.suffixes)
            yield Problem(
                ("languages",), f'the grader "{manifest.grader}" has no language "{language}"; it has {known}'
            )
    if isinstance(manifest.files, Mapping):
        for language in manifest.languages:
            if language not in manifest.files:
                yield Problem(("files",), f'`files` has no list for the language "{language}"')
        for language in manifest.files:
            if language not in manifest.languages:
                yield Problem(("files", language), f"`files.{language}` is of no language in `languages`")
    elif not manifest.files and not kind.whole_folder:
        yield Problem(("files",), "`files` is missing: name what is handed in")
    if manifest.serve is not None:
        yield from _serve(manifest, manifest.serve)
    yield from _names_of_ours(manifest)
    yield from _disagreeing_mutants(manifest)


def _serve(manifest: Manifest, serve: ServeTable) -> Iterator[Problem]:
    """How a server is started, where one is handed in."""
    if manifest.grader != "service":
        yield Problem(("serve",), f'the grader "{manifest.grader}" starts no server; `serve` is for "service"')
    if isinstance(serve.command, Mapping):
        for language in serve.command:
            if language not in manifest.languages:
                place = ("serve", "command", language)
                yield Problem(place, f"`serve.command.{language}` is of no language in `languages`")


def _names_of_ours(manifest: Manifest) -> Iterator[Problem]:
    """Python files whose modules the tests, pytest or kata may need themselves: they would get the solution's."""
    files = manifest.files.get("python", ()) if isinstance(manifest.files, Mapping) else manifest.files
    if manifest.grader not in CALLED or "python" not in manifest.languages:
        return
    for name in files:
        module = name.partition("/")[0].removesuffix(".py")
        if module in sys.stdlib_module_names or module in OURS:
            yield Problem(("files",), f'"{name}" has the name of a module that the tests may need; take another one')


def _disagreeing_mutants(manifest: Manifest) -> Iterator[Problem]:
    names = [mutant.name for mutant in manifest.mutants]
    for index, mutant in enumerate(manifest.mutants):
        if mutant.name in names[:index]:
            yield Problem(("mutants", index, "name"), f'two mutants have the name "{mutant.name}"')
        if mutant.language is not None and mutant.language not in manifest.languages:
            yield Problem(
                ("mutants", index, "language"),
                f'the mutant "{mutant.name}" is in "{mutant.language}", which is not in `languages`',
            )


def unknown_packages(exercise: Exercise) -> Iterator[Problem]:
    """Packages that no solution could import: an image alone has any, and the driver of Python alone finds them."""
    if not exercise.packages:
        return
    from sandbox.images import IMAGES

    if exercise.grader not in IMPORT_PACKAGES or PYTHON not in exercise.languages:
        known = ", ".join(f'"{name}"' for name in IMPORT_PACKAGES)
        yield Problem(("packages",), f'`packages` is for solutions in "python" with one of the graders {known}')
        return
    image = IMAGES.get(exercise.image_for(PYTHON))
    offered = image.offers if image else ()
    name = image.name if image else exercise.image
    for package in exercise.packages:
        if package not in offered:
            told = f"it offers {', '.join(offered)}" if offered else "it offers none"
            yield Problem(("packages",), f'the image "{name}" has no Python package "{package}" for solutions; {told}')


def missing(exercise: Exercise) -> Iterator[Problem]:
    """Files and folders that the manifest speaks of and that are not there."""
    for file in (exercise.prompt_file, exercise.hints_file):
        if not file.is_file():
            yield Problem((), f"{file.name} is missing")
    if not any(exercise.tests_dir.glob("test_*.py")):
        yield Problem((), "tests/ holds no test_*.py")
    if exercise.kind.scenario is None:
        for language, files in exercise.files.items():
            for folder in (exercise.starter_dir(language), exercise.solution_dir(language)):
                yield from _missing_files(exercise, folder, files)
    yield from _missing_mutants(exercise)


def _missing_files(exercise: Exercise, folder: Path, files: tuple[str, ...]) -> Iterator[Problem]:
    shown = PurePosixPath(folder.relative_to(exercise.path))
    if not folder.is_dir():
        yield Problem(("languages",), f"{shown}/ is missing")
        return
    for name in files:
        if not (folder / name).is_file():
            yield Problem(("files",), f"{shown}/{name} is missing")


def _missing_mutants(exercise: Exercise) -> Iterator[Problem]:
    for index, mutant in enumerate(exercise.mutants):
        for language in (mutant.language,) if mutant.language else exercise.languages:
            folder = exercise.mutant_dir(mutant, language)
            if not (folder.is_dir() and any(folder.iterdir())):
                shown = PurePosixPath(folder.relative_to(exercise.path))
                yield Problem(("mutants", index, "name"), f"{shown}/ is missing or empty")
    mutants = exercise.path / "mutants"
    if mutants.is_dir():
        named = {mutant.name for mutant in exercise.mutants} | {"__pycache__"}
        for entry in sorted(mutants.iterdir()):
            if entry.is_dir() and entry.name not in named:
                yield Problem(("mutants",), f"mutants/{entry.name}/ is not named in a [[mutants]] table")
