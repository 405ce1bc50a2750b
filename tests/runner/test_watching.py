from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runner.watching import POLL_SECONDS, QUIET_SECONDS, snapshot, wait_for_change


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bill.py").write_text("one")
    return tmp_path


class Time:
    """A clock that goes on when someone sleeps, and what happens at each step."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self.now = 0.0
        self.steps = list(steps)

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if self.steps:
            self.steps.pop(0)()

    def clock(self) -> float:
        return self.now


def nothing() -> None:
    pass


def test_a_change_is_seen_when_it_is_quiet(folder: Path) -> None:
    before = snapshot(folder)
    time = Time(nothing, lambda: (folder / "bill.py").write_text("two!"))
    after = wait_for_change(folder, before, sleep=time.sleep, clock=time.clock)
    assert after == snapshot(folder) != before
    assert time.now >= 2 * POLL_SECONDS + QUIET_SECONDS


def test_several_writes_are_one_change(folder: Path) -> None:
    before = snapshot(folder)
    writes = [lambda size=size: (folder / "bill.py").write_text("x" * size) for size in range(10, 15)]
    time = Time(*writes)
    assert wait_for_change(folder, before, sleep=time.sleep, clock=time.clock) == snapshot(folder)
    assert time.now >= 5 * POLL_SECONDS + QUIET_SECONDS


@pytest.mark.parametrize("change", ["new", "gone", "replaced", "deep"])
def test_every_kind_of_change_is_one(folder: Path, change: str) -> None:
    (folder / "sub").mkdir()
    before = snapshot(folder)
    if change == "new":
        (folder / "new.py").touch()
    elif change == "gone":
        (folder / "bill.py").unlink()
    elif change == "replaced":
        (folder / "aside").write_text("one")
        (folder / "aside").rename(folder / "bill.py")
    else:
        (folder / "sub" / "module.py").touch()
    assert snapshot(folder) != before


def test_caches_backups_and_gits_objects_are_not_watched(folder: Path) -> None:
    before = snapshot(folder)
    for name in ("__pycache__", ".git/objects/ab", ".kata-backups/1"):
        (folder / name).mkdir(parents=True)
        (folder / name / "file").touch()
    assert snapshot(folder) == before


def test_reading_is_no_change(folder: Path) -> None:
    before = snapshot(folder)
    (folder / "bill.py").read_text()
    assert snapshot(folder) == before


def test_a_folder_that_is_gone_is_empty(folder: Path) -> None:
    assert snapshot(folder / "nowhere") == {}
