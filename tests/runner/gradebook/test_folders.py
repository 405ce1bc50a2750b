"""Files for other systems, one for each submission, each in a folder of its own below the one that was named."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.outcome import Verdict
from runner.gradebook import FOLDERS, Gradebook, folders
from tests.runner.gradebook import books


def written(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", FOLDERS)
def test_each_graded_submission_has_a_file_and_what_could_not_be_graded_has_none(tmp_path: Path, name: str) -> None:
    assert folders.write(tmp_path / "new" / "out", name, books.SMALL) == 5
    assert written(tmp_path / "new" / "out") == {
        "ada/algo-01/results.json",
        "ada/sql-01/results.json",
        "bo/algo-01/results.json",
        "cy/algo-01/results.json",
        "ed/sql-01/results.json",
    }


def test_a_file_of_an_earlier_run_does_not_stand_for_what_could_not_be_graded_now(tmp_path: Path) -> None:
    first = books.SMALL.graded[0]
    folders.write(tmp_path, "gradescope", Gradebook(graded=(first,)))
    failed = replace(first, report=replace(first.report, verdict=Verdict.ERROR))
    assert folders.write(tmp_path, "gradescope", Gradebook(graded=(failed,))) == 0
    assert written(tmp_path) == set()


def test_hostile_names_are_folders_below_and_no_two_are_one(tmp_path: Path) -> None:
    root = tmp_path / "out"
    count = folders.write(root, "exercism", books.HOSTILE)
    assert count == len(written(root)) == sum(one.report.verdict is not Verdict.ERROR for one in books.HOSTILE.graded)
    assert list(tmp_path.iterdir()) == [root]
    for path in written(root):
        assert path.isprintable()
        assert path.count("/") == 2
        json.loads((root / path).read_text())


@given(st.lists(st.text(max_size=300), unique=True, max_size=30))
def test_a_name_is_one_part_of_a_path_and_its_own(names: list[str]) -> None:
    made = [folders.folder_name(name) for name in names]
    assert len(set(made)) == len(made)
    for name in made:
        assert name
        assert not {"/", "\\", "\0", ":"} & set(name)
        assert not name.startswith((".", " ", "/"))
        assert not name.endswith((".", " "))
        assert len(name.encode()) <= 200
    assert folders.folder_name("Zoë-1_b.c@d") == "Zoë-1_b.c@d"
    assert folders.folder_name("..") == "%2E%2E"
