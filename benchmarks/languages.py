"""What a check costs in each language, against the same work started by hand.

The work is every call that the hidden tests of algo-01 make. By hand it is done twice over: by the program alone
(``node run.js``; for Java ``javac`` and ``java``), which asks all of it in one process and judges nothing; and by a
bare pytest that has the same tests in Python to judge by and starts the program once for the answers.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.runs import Command
from runner.catalog import Catalog
from sandbox.languages import LANGUAGES
from sandbox.toolchains import look

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EXERCISE = "algo-01"
NATIVE = Path(__file__).parent / "native"
BY_HAND: Mapping[str, tuple[str, str]] = {
    "javascript": ("run.js", "node run.js"),
    "java": ("Run.java", "javac Run.java && java Run"),
    "ruby": ("run.rb", "ruby run.rb"),
}
"""The program that asks, and how it is started."""
RECORDER = """
import importlib.util
import sys

from pathlib import Path

spec = importlib.util.spec_from_file_location("two_sum_reference", Path(__file__).parent / "reference.py")
reference = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reference)

def two_sum(amounts, total):
    with open(Path(__file__).parent / "questions.txt", "a") as file:
        file.write(" ".join(map(str, [total, *amounts])) + "\\n")
    return reference.two_sum(amounts, total)
"""
STARTS_IT = """
import subprocess

def test_the_program_answers():
    done = subprocess.run({command!r}, shell=True, capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == {count}
"""


def usable() -> list[str]:
    """The languages whose programs are on this machine."""
    return [name for name in BY_HAND if not any(look(tool).problem for tool in LANGUAGES[name].tools)]


def lay_out(language: str, questions: Path, bare_tests: Path, folder: Path) -> tuple[Command, Command, Path]:
    """The program by hand, a bare pytest with it, and a workspace.

    Args:
        language: one of ``usable()``.
        questions: what the hidden tests ask (see ``record``).
        bare_tests: the folder of the bare pytest, with the tests and the reference in Python.
        folder: an empty folder.
    """
    exercise = Catalog.open().find(EXERCISE)
    program, command = BY_HAND[language]
    workspace = folder / "workspace"
    shutil.copytree(exercise.solution_dir(language), workspace)
    by_hand = folder / "by-hand"
    shutil.copytree(bare_tests, by_hand)
    shutil.copytree(exercise.solution_dir(language), by_hand, dirs_exist_ok=True)
    shutil.copy(questions, by_hand / "questions.txt")
    shutil.copy(NATIVE / program, by_hand)
    count = len(questions.read_text(encoding="utf-8").splitlines())
    starts = STARTS_IT.format(command=command, count=count)
    (by_hand / "test_program.py").write_text(starts, encoding="utf-8")
    pytest = ("python", "-m", "pytest", "-q", "-p", "no:cacheprovider")
    env = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return (
        Command(command, ("/bin/sh", "-c", command), by_hand, {}),
        Command(f"pytest and {command}", pytest, by_hand, env),
        workspace,
    )


def record(bare_tests: Path, folder: Path) -> Iterator[Command]:
    """The commands that write down what the hidden tests ask, as ``questions.txt`` in the folder."""
    shutil.copytree(bare_tests, folder)
    (folder / "two_sum.py").rename(folder / "reference.py")
    (folder / "two_sum.py").write_text(RECORDER, encoding="utf-8")
    argv = ("python", "-m", "pytest", "-q", "-p", "no:cacheprovider")
    yield Command("record", argv, folder, {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"})
