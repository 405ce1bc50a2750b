"""What a killed run leaves behind is found and removed by the next one, and nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from sandbox import leftovers
from sandbox.backends.bubblewrap import NOBODY


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


def test_a_folder_that_is_being_made_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = threading.Event()
    swept: list[str] = []

    def sweep() -> None:
        while not made.is_set():
            swept.extend(leftovers.remove_abandoned())

    sweeping = threading.Thread(target=sweep)
    sweeping.start()
    try:
        for _ in range(500):
            with leftovers.temporary_folder("made") as folder:
                assert folder.is_dir()
    finally:
        made.set()
        sweeping.join()
    assert swept == []


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


DEEP = """
import os, sys
os.chdir(sys.argv[1])
for _ in range(3000):
    os.mkdir("a" * 20)
    os.chdir("a" * 20)
open("file", "w").close()
"""


def test_a_folder_deeper_than_any_path_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "deep"
    folder.mkdir()
    subprocess.run([sys.executable, "-c", DEEP, str(folder)], check=True)
    leftovers.remove_folder(str(folder))
    assert not folder.exists()


def make_awkward(folder: Path, outside: Path) -> None:
    inner = folder / "closed" / "inner"
    (inner / "more").mkdir(parents=True)
    for name in (b"-rf", b"new\nline", b"\xff\xfe", b"*", b" ", b"\xe2\x80\xae"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).touch()
    os.mkfifo(folder / "pipe")
    for place in (folder, inner):
        (place / "link").symlink_to(outside)
    inner.chmod(0)
    inner.parent.chmod(0)
    folder.chmod(0o500)


def test_a_folder_with_everything_that_is_awkward_is_removed_and_no_link_followed() -> None:
    """By an ordinary user, to whom modes mean something."""
    with tempfile.TemporaryDirectory() as name:
        place, folder, outside = Path(name), Path(name, "folder"), Path(name, "outside")
        place.chmod(0o777)
        outside.mkdir()
        (outside / "kept").write_text("kept")
        child = os.fork()
        if child == 0:
            status = 1
            try:
                if os.getuid() == 0:
                    os.setuid(NOBODY)
                make_awkward(folder, outside)
                leftovers.remove_folder(str(folder))
                status = int(folder.exists())
            finally:
                os._exit(status)
        assert os.waitpid(child, 0)[1] == 0
        assert (outside / "kept").read_text() == "kept"
        assert not folder.exists()
