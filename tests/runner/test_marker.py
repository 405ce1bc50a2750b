"""The marker of a workspace is a learner's word, and whoever grades the folder reads it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from runner import marker
from runner.errors import WorkspaceProblem

if TYPE_CHECKING:
    from tests.runner.conftest import Kata

GOOD = {"format_version": 1, "exercise": "sql-01", "language": "sqlite", "version": "abc", "pack": None}
ESCAPES = "\x1b]52;c;aGk=\x07\x1b[2J\u202e::add-mask::x"


def write(folder: Path, **changes: object) -> None:
    (folder / marker.MARKER).write_text(json.dumps(GOOD | changes))


def test_a_marker_reads_back(tmp_path: Path) -> None:
    write(tmp_path)
    found = marker.at(tmp_path)
    assert found is not None
    assert (found.exercise_id, found.language, found.version, found.pack) == ("sql-01", "sqlite", "abc", None)


def test_a_folder_without_a_marker_is_no_workspace(tmp_path: Path) -> None:
    assert marker.at(tmp_path) is None


@pytest.mark.parametrize("key", ["exercise", "language", "version", "pack"])
def test_a_marker_with_escapes_in_it_is_none(tmp_path: Path, key: str) -> None:
    write(tmp_path, **{key: ESCAPES})
    with pytest.raises(WorkspaceProblem, match="characters that no name of ours has"):
        marker.at(tmp_path)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.json").write_text(json.dumps(GOOD))
    (tmp_path / marker.MARKER).symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(WorkspaceProblem, match="cannot be used"):
        marker.at(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / marker.MARKER)
    with pytest.raises(WorkspaceProblem, match="no small file"):
        marker.at(tmp_path)


def test_a_giant_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / marker.MARKER).open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(WorkspaceProblem, match="no small file"):
        marker.at(tmp_path)


@pytest.mark.parametrize(
    "changes",
    [{"exercise": ESCAPES}, {"pack": f"/nowhere/{ESCAPES}"}, {"language": ESCAPES}, {"exercise": "x" * 9_000}],
)
def test_nothing_of_a_hostile_marker_reaches_the_terminal(kata: Kata, tmp_path: Path, changes: dict[str, str]) -> None:
    folder = tmp_path / "handed-in"
    folder.mkdir()
    write(folder, **changes)
    ended = kata("check", "--submission", str(folder), "--sandbox", "process")
    assert ended.code == 2
    assert all(line.isprintable() for line in (ended.out + ended.err).splitlines())
    assert not any(line.lstrip().startswith("::") for line in ended.err.splitlines())


def test_names_of_files_and_folders_are_told_harmless(kata: Kata, tmp_path: Path) -> None:
    ended = kata("check", "sql-01", "--submission", str(tmp_path / f"no\n::error::{ESCAPES}"))
    assert ended.code == 2
    assert r"\x1b]52;c;aGk=\x07" in ended.err
    assert all(line.isprintable() for line in ended.err.splitlines())
    assert not any(line.lstrip().startswith("::") for line in ended.err.splitlines())
