from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from graders.outcome import Verdict
from runner import data_home
from runner.errors import ProgressUnavailable
from runner.progress import Attempt, Progress, now, streak_days

ROOT = Path(__file__).parents[2]


def attempt(
    exercise: str = "add-up", verdict: Verdict = Verdict.PASSED, at: str = "2024-05-06T10:00:00+02:00"
) -> Attempt:
    return Attempt(
        exercise=exercise,
        language="python",
        version="0123456789ab",
        verdict=verdict,
        score=1.5,
        max_score=3,
        at=at,
    )


def test_an_attempt_comes_back_as_it_was() -> None:
    assert Progress().record(attempt(verdict=Verdict.FAILED))
    assert Progress().attempts() == (attempt(verdict=Verdict.FAILED),)
    assert Progress().attempts("add-up") == (attempt(verdict=Verdict.FAILED),)
    assert Progress().attempts("other") == ()


def test_what_was_passed_once_stays_passed() -> None:
    progress = Progress()
    progress.record(attempt("a"))
    progress.record(attempt("a", Verdict.FAILED))
    progress.record(attempt("b", Verdict.TIME_LIMIT))
    assert progress.passed() == {"a"}


@pytest.mark.parametrize("verdict", [Verdict.INVALID, Verdict.ERROR])
def test_invalid_and_error_are_no_attempts(verdict: Verdict, home: Path) -> None:
    assert not Progress().record(attempt(verdict=verdict))
    assert Progress().attempts() == ()
    assert not home.exists()


def test_who_only_looks_makes_no_file(home: Path) -> None:
    progress = Progress()
    assert progress.attempts() == ()
    assert progress.hints_shown("add-up") == 0
    assert not home.exists()


def test_hints_never_become_fewer() -> None:
    progress = Progress()
    progress.show_hints("add-up", 2)
    progress.show_hints("add-up", 1)
    assert progress.hints_shown("add-up") == 2
    assert progress.hints_shown("other") == 0


def test_packs_are_remembered(tmp_path: Path) -> None:
    progress = Progress()
    assert not progress.knows_pack(tmp_path)
    progress.remember_pack(tmp_path)
    progress.remember_pack(tmp_path)
    assert progress.knows_pack(tmp_path)


WRITER = """
import sys
from runner.progress import Attempt, Progress
from graders.outcome import Verdict
for number in range(int(sys.argv[2])):
    Progress().record(Attempt(exercise=sys.argv[1], language="python", version="v", verdict=Verdict.FAILED,
                              score=number, max_score=1000, at="2024-05-06T10:00:00+02:00"))
"""


def writer(name: str, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, name, str(count)], env=os.environ | {"PYTHONPATH": str(ROOT)}
    )


def test_several_processes_at_once_lose_no_attempt() -> None:
    writers = [writer(name, 20) for name in "abc"]
    assert [process.wait(timeout=60) for process in writers] == [0, 0, 0]
    for name in "abc":
        assert [each.score for each in Progress().attempts(name)] == list(range(20))


CRASHING = """
import os, signal, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA cache_size = 1")
database.execute("BEGIN IMMEDIATE")
database.execute("UPDATE attempts SET exercise = 'half-written'")
database.executemany("INSERT INTO hints VALUES (?, 1)", [(f"{n}" * 500,) for n in range(400)])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_crash_in_the_middle_of_a_write_is_rolled_back() -> None:
    progress = Progress()
    progress.record(attempt())
    done = subprocess.run([sys.executable, "-c", CRASHING, str(progress.file)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert progress.file.with_name(progress.file.name + "-journal").stat().st_size > 0
    assert Progress().attempts() == (attempt(),)
    assert Progress().record(attempt("after"))


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to be read as one" * 40, b"SQLite format 3\x00" * 300]
)
def test_a_corrupt_store_is_told(home: Path, content: bytes) -> None:
    home.mkdir()
    Progress().file.write_bytes(content)
    with pytest.raises(ProgressUnavailable) as raised:
        Progress().record(attempt())
    assert raised.value.where == str(Progress().file)
    assert "move the file away" in raised.value.next_step
    assert Progress().file.read_bytes() == content


def test_a_store_of_a_newer_kata_is_left_alone() -> None:
    progress = Progress()
    progress.record(attempt())
    with sqlite3.connect(progress.file) as database:
        database.execute("PRAGMA user_version = 2")
    database.close()
    with pytest.raises(ProgressUnavailable, match="progress was written by a newer kata"):
        progress.record(attempt())


def test_a_data_folder_that_cannot_be_made_is_told(home: Path) -> None:
    home.write_text("a file where the folder should be")
    with pytest.raises(ProgressUnavailable, match="progress cannot be used"):
        Progress().record(attempt())


def test_a_store_that_another_holds_for_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from runner import progress as module

    monkeypatch.setattr(module, "_BUSY_SECONDS", 0.05)
    progress = Progress()
    progress.record(attempt())
    holder = sqlite3.connect(progress.file, isolation_level=None)
    try:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ProgressUnavailable, match="locked"):
            progress.record(attempt())
    finally:
        holder.close()


def test_the_data_folder_follows_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("KATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert data_home.data_home() == tmp_path / ".local" / "share" / "kata"
    monkeypatch.setenv("XDG_DATA_HOME", "relative/is/ignored")
    assert data_home.data_home() == tmp_path / ".local" / "share" / "kata"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert data_home.data_home() == tmp_path / "xdg" / "kata"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert data_home.data_home() == tmp_path / "Library" / "Application Support" / "kata"


def test_a_moment_is_written_with_its_offset() -> None:
    assert dt.datetime.fromisoformat(now()).tzinfo is not None


@pytest.mark.parametrize(
    ("days", "streak"),
    [
        ([], 0),
        ([7], 1),
        ([6], 1),
        ([5], 0),
        ([5, 6, 7, 7], 3),
        ([4, 6, 7], 2),
        ([3, 4, 5, 6], 4),
    ],
)
def test_days_in_a_row_end_today_or_yesterday(days: list[int], streak: int) -> None:
    attempts = tuple(attempt(at=f"2024-05-{day:02}T23:30:00+02:00") for day in days)
    failed = attempt(verdict=Verdict.FAILED, at="2024-05-05T10:00:00+02:00")
    assert streak_days((*attempts, failed), dt.date(2024, 5, 7)) == streak
