"""A batch that is killed again and again comes to the same results, byte for byte but for times, as in one go.

``KATA_CROWD=200`` has so many submissions in it on each backend; without it there are fewer, for the sake of time.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import need, need_language
from tests.runner.batch.conftest import Desk, containers_left, left_running, same_but_for_times
from tests.runner.batch.crowd import gather
from tests.runner.conftest import Kata

CROWD = {"bubblewrap": 32, "docker": 16}
KILLS = 3
SECONDS = 900.0


@pytest.mark.parametrize("backend", CROWD)
def test_killed_three_times_and_resumed_is_as_in_one_go(kata: Kata, home: Path, backend: str) -> None:
    need(backend)
    need_language("git", backend)
    count = int(os.environ.get("KATA_CROWD", CROWD[backend]))
    desk = Desk(kata)
    variables = {"KATA_EXERCISES": str(gather(desk.folder, count))}
    words = ("grade", "handed-in", "--sandbox", backend, "--jobs", "2", "--results")
    with _running(kata, *words, "whole.sqlite3", **variables) as whole:
        assert whole.wait(SECONDS) == 0
    kept: dict[str, bytes] = {}
    for number in range(KILLS):
        with _running(kata, *words, "resumed.sqlite3", **variables) as running:
            _wait_for(desk.folder / "resumed.sqlite3", count * (number + 1) // (KILLS + 2), running)
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        assert left_running(str(home)) == []
        before, kept = kept, _rows(desk.folder / "resumed.sqlite3")
        assert before.items() <= kept.items(), "what was finished is there, as it was"
        assert len(kept) < count
    with _running(kata, *words, "resumed.sqlite3", **variables) as last:
        assert last.wait(SECONDS) == 0
    assert kept.items() <= _rows(desk.folder / "resumed.sqlite3").items()
    in_one_go, resumed = (desk.reports(desk.folder / f"{name}.sqlite3") for name in ("whole", "resumed"))
    assert len(resumed) == count
    differences = same_but_for_times(in_one_go, resumed)
    assert not differences, "\n".join(differences)
    assert {"passed", "failed", "invalid"} <= {report.verdict.value for report in resumed.values()}
    assert left_running(str(home)) == []
    assert backend != "docker" or containers_left() == []


@contextlib.contextmanager
def _running(kata: Kata, *words: str, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """The command in a process group of its own, which does not outlive the test."""
    with (kata.folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "runner", *words],
            cwd=kata.folder,
            env=kata.environment(**variables),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(results: Path, count: int, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS
    while len(_rows(results)) < count:
        assert running.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < until, "it is stuck"
        time.sleep(0.02)


def _rows(results: Path) -> dict[str, bytes]:
    """Whose result is kept, and the report as it lies in the file."""
    if not results.exists():
        return {}
    query = "SELECT learner, report FROM graded JOIN results ON results.key = graded.key"
    with (
        contextlib.suppress(sqlite3.OperationalError),
        contextlib.closing(sqlite3.connect(f"file:{results}?mode=ro", uri=True)) as database,
    ):
        return dict(database.execute(query).fetchall())
    return {}
