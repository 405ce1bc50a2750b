"""Work done in forked children: what comes back, and that nothing stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from runner.forked import run_in_child, run_in_children

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_text_comes_back() -> None:
    outcome = run_in_child(lambda: "grüße " * 100_000, seconds=30)
    assert outcome.text == "grüße " * 100_000
    assert outcome.failure == ""
    assert outcome.seconds > 0


def test_what_a_child_changes_stays_in_the_child() -> None:
    changed: list[int] = []

    def change() -> str:
        changed.append(1)
        return str(len(changed))

    assert [run_in_child(change, seconds=30).text for _ in range(2)] == ["1", "1"]
    assert changed == []


def test_an_exception_is_told_with_what_was_printed() -> None:
    def fail() -> str:
        print("half-way")  # noqa: T201
        raise LookupError("no such key")

    outcome = run_in_child(fail, seconds=30)
    assert outcome.text is None
    assert "LookupError: no such key" in outcome.failure
    assert outcome.failure.endswith("it printed:\nhalf-way")


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (lambda: os._exit(3), "ended with exit status 3"),
        (lambda: os._exit(0), "ended with exit status 0 before it had a result"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "was killed by signal 9"),
        (lambda: sys.exit("over"), "SystemExit: over"),
    ],
)
def test_a_child_that_dies_is_told(how: Callable[[], str], said: str) -> None:
    outcome = run_in_child(how, seconds=30)
    assert outcome.text is None
    assert said in outcome.failure


def test_a_child_that_hangs_is_stopped_and_may_clean_up(tmp_path: Path) -> None:
    cleaned = tmp_path / "cleaned"

    def hang() -> str:
        try:
            signal.pause()
        finally:
            cleaned.touch()
        return "never"

    outcome = run_in_child(hang, seconds=0.2)
    assert outcome.text is None
    assert "did not end within 0.2 seconds" in outcome.failure
    assert cleaned.exists()


def test_a_child_that_ignores_being_asked_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runner.forked._GRACE_SECONDS", 0.2)

    def refuse() -> str:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            signal.pause()

    started = time.monotonic()
    assert run_in_child(refuse, seconds=0.2).text is None
    assert time.monotonic() - started < 5


def test_what_a_child_has_started_ends_with_it(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"

    def leave_one_behind() -> str:
        started = subprocess.Popen(["sleep", "600"])
        pid_file.write_text(str(started.pid))
        return "done"

    assert run_in_child(leave_one_behind, seconds=30).text == "done"
    pid = pid_file.read_text()
    end = time.monotonic() + 10
    while state_of(pid) not in {"gone", "Z"}:
        assert time.monotonic() < end, "it still runs"
        time.sleep(0.01)


def state_of(pid: str) -> str:
    """The letter for a process's state, as proc(5) has it; ``gone`` where there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "gone"


def test_several_run_at_once_and_each_is_told_apart() -> None:
    read_end, write_end = os.pipe()

    def wait_for_the_other() -> str:
        return os.read(read_end, 1).decode()

    def release() -> str:
        os.write(write_end, b"x")
        return "released"

    outcomes = dict(run_in_children([wait_for_the_other, release], jobs=2, seconds=30))
    os.close(read_end)
    os.close(write_end)
    assert {index: outcome.text for index, outcome in outcomes.items()} == {0: "x", 1: "released"}


def test_never_more_than_the_jobs_asked_for(tmp_path: Path) -> None:
    def count() -> str:
        mine = tmp_path / str(os.getpid())
        mine.touch()
        now = len(list(tmp_path.iterdir()))
        mine.unlink()
        return str(now)

    outcomes = dict(run_in_children([count] * 6, jobs=1, seconds=30))
    assert [outcomes[index].text for index in range(6)] == ["1"] * 6


def test_giving_up_on_the_rest_ends_the_children_that_run() -> None:
    def pid_then_hang() -> str:
        signal.pause()
        return "never"

    before = own_children()
    outcomes = run_in_children([lambda: str(os.getpid()), pid_then_hang, pid_then_hang], jobs=3, seconds=60)
    index, outcome = next(outcomes)
    assert (index, outcome.failure) == (0, "")
    outcomes.close()  # type: ignore[attr-defined]
    assert own_children() <= before


def own_children() -> set[str]:
    """The processes that this one started, ended ones that nobody waited for among them."""
    return set(Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text(encoding="ascii").split())
