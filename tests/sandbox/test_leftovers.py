"""What a killed run leaves behind is found and removed by the next one, and nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox import leftovers


def test_a_folder_of_a_living_run_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = tmp_path / "kata-x"
    folder.mkdir()
    leftovers.claim(str(folder))
    assert leftovers.remove_abandoned() == []
    assert folder.exists()


def test_a_folder_of_a_run_that_is_gone_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = tmp_path / "kata-x"
    folder.mkdir()
    script = "import sys; from sandbox import leftovers; leftovers.claim(sys.argv[1])"
    subprocess.run([sys.executable, "-c", script, str(folder)], check=True, cwd=Path(__file__).parents[2])
    assert leftovers.remove_abandoned() == [str(folder)]
    assert not folder.exists()


def test_folders_that_are_not_ours_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "kata-notes").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "kata-link").symlink_to(tmp_path / "other")
    assert leftovers.remove_abandoned() == []
    assert len(list(tmp_path.iterdir())) == 3


def test_a_process_number_that_was_used_again_is_not_taken_for_the_owner() -> None:
    mine = leftovers.own_identity()
    assert leftovers.is_alive(mine)
    assert not leftovers.is_alive(f"{os.getpid()} 1")
    assert not leftovers.is_alive("nonsense")
