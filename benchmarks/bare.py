"""The same hidden tests with the reference solution beside them, as a plain pytest would run them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from runner.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFTEST = """
import importlib
import random

import pytest

MARKERS = ("points(n)", "example", "hint(text)", "limit(seconds)")

def pytest_configure(config):
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)

@pytest.fixture
def solution():
    return importlib.import_module("{module}")

@pytest.fixture
def reference():
    return importlib.import_module("{module}")

@pytest.fixture
def rng(request):
    return random.Random(f"1/{{request.node.nodeid}}")
"""


@dataclass(frozen=True, slots=True)
class Bare:
    """A bare pytest: argument vector, folder, additions to the environment."""

    argv: tuple[str, ...]
    folder: Path
    env: Mapping[str, str]


def lay_out(exercise_id: str, folder: Path) -> tuple[Bare, Path]:
    """Copy the tests and the reference solution of a function exercise; the bare run, and a workspace."""
    exercise = Catalog.open().find(exercise_id)
    language = exercise.languages[0]
    workspace = folder / "workspace"
    shutil.copytree(exercise.solution_dir(language), workspace)
    tests = folder / "bare"
    shutil.copytree(exercise.tests_dir, tests, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(exercise.solution_dir(language), tests, dirs_exist_ok=True)
    module = Path(exercise.files[language][0]).stem
    (tests / "conftest.py").write_text(CONFTEST.format(module=module), encoding="utf-8")
    env = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return Bare(("python", "-m", "pytest", "-q", "-p", "no:cacheprovider"), tests, env), workspace
