"""The fixture, in a real run of hidden tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graders.git.scenario import make_starter

ROOT = Path(__file__).parents[2]
RUN = """
import json, sys
from pathlib import Path
from graders.grading import Grading
from graders.run import carry_out
from sandbox.spec import Limits

exercise, submission, seconds = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
limits = Limits(seconds=seconds)
files = {p.relative_to(submission).as_posix(): p.read_bytes() for p in submission.rglob("*") if p.is_file()}
outcome = carry_out(Grading(
    exercise_dir=exercise, tests_dir=exercise / "tests", grader="repository", language="git",
    files=files, handed_in=(), seed=1, limits=limits, sandbox="process",
))
checks = {check.name: [check.verdict, check.message] for check in outcome.checks}
print(json.dumps([outcome.verdict, outcome.message, checks]))
"""
TESTS = '''
import os

def test_reads(repository):
    """A commit is read"""
    assert repository.read("file.txt") == "one\\n"

def test_fails(repository):
    """A branch is asked for"""
    repository.commit("topic")

def test_is_the_same(repository, request):
    """The clone is made once"""
    first = request.getfixturevalue("_handed_in")
    assert first.repository() is repository
    print(repository.repo.git_dir, file=open(os.environ["PLACE"], "w"))
'''


@pytest.fixture
def exercise(exercise_of_one_commit: Path) -> Path:
    (exercise_of_one_commit / "tests").mkdir()
    (exercise_of_one_commit / "tests" / "test_it.py").write_text(TESTS)
    return exercise_of_one_commit


@pytest.fixture
def exercise_of_one_commit(tmp_path: Path) -> Path:
    folder = tmp_path / "exercise"
    (folder / "starter").mkdir(parents=True)
    (folder / "starter" / "scenario.sh").write_text(
        "printf 'one\\n' > file.txt\ngit add .\ngit commit -q -m 'Add a file'\n"
    )
    return folder


def graded(exercise: Path, submission: Path, *, seconds: float = 10.0) -> tuple[str, dict[str, Any], Path]:
    """Overall verdict, checks by name, and where the clone was."""
    place = submission.parent / "place"
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(exercise), str(submission), str(seconds)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PLACE": str(place)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    verdict, message, checks = json.loads(done.stdout)
    assert not message
    return verdict, checks, Path(place.read_text().strip()) if place.exists() else place


def test_a_test_holds_the_repository_and_its_clone_is_removed(exercise: Path, tmp_path: Path) -> None:
    make_starter(exercise, "git", tmp_path / "repo")
    verdict, checks, place = graded(exercise, tmp_path / "repo")
    assert verdict == "failed"
    assert checks == {
        "test_reads": ["passed", ""],
        "test_fails": ["failed", "There is no branch topic. The branches are: main."],
        "test_is_the_same": ["passed", ""],
    }
    assert place.name == "clone.git"
    assert not place.exists()


def test_what_is_no_repository_is_invalid_in_every_check(exercise: Path, tmp_path: Path) -> None:
    (tmp_path / "repo").mkdir()
    (tmp_path / "repo" / "file.txt").write_text("one\n")
    verdict, checks, _ = graded(exercise, tmp_path / "repo")
    assert verdict == "invalid"
    assert {told for _, told in checks.values()} == {"This folder is not a Git repository: it has no .git."}


def test_a_repository_that_takes_too_long_is_not_tried_again_for_every_check(exercise: Path, tmp_path: Path) -> None:
    make_starter(exercise, "git", tmp_path / "repo")
    verdict, checks, _ = graded(exercise, tmp_path / "repo", seconds=0.001)
    assert verdict == "time_limit", checks
    assert len({told for _, told in checks.values()}) == 1
