"""The SQL exercises that ship: their data is what their scripts make, and their prompts render."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graders.sql.exercise import load_exercise
from graders.sql.prompt import prompt_functions

EXERCISES = sorted((Path(__file__).parents[3] / "exercises" / "databases").glob("sql-*"))


@pytest.fixture(params=EXERCISES, ids=lambda path: path.name)
def exercise(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_the_script_makes_the_data_that_is_there(exercise: Path, tmp_path: Path) -> None:
    shutil.copy(exercise / "make_data.py", tmp_path)
    for folder in ("tests", "starter"):
        (tmp_path / folder).mkdir()
    subprocess.run([sys.executable, tmp_path / "make_data.py"], check=True)
    name = load_exercise(exercise).data_name
    for folder in ("tests", "starter"):
        assert (tmp_path / folder / name).read_bytes() == (exercise / folder / name).read_bytes()


def test_the_data_shows_what_the_task_is_about(exercise: Path) -> None:
    rows = prompt_functions(exercise, "sqlite", {})["sample"]().splitlines()[2:]
    assert 5 <= len(rows) <= 40
    if exercise.name == "sql-01":
        assert sum(row.endswith("| 0 | 0 |") for row in rows) > 1
    if exercise.name == "sql-02":
        months = [row.split(" | ")[0] for row in rows]
        assert len(set(months)) < len(months)


def test_there_are_three_hints(exercise: Path) -> None:
    hints = (exercise / "hints.md").read_text()
    assert [line for line in hints.splitlines() if line.startswith("## ")] == [
        "## Where to look",
        "## What idea",
        "## Nearly the answer",
    ]
