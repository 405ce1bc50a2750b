"""``--engine dask://HOST:PORT``: a real scheduler and real workers on this machine."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.runner.batch.conftest import BAD, GOOD, Desk, left_running, same_but_for_times
from tests.runner.conftest import Kata

SECONDS = 60.0
SLOW = "import time\n\n\ndef total(amounts):\n    time.sleep(0.2)\n    return sum(amounts)\n"

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None and "dask" not in os.environ.get("KATA_REQUIRE", "").split(","),
    reason="Dask is not installed: pip install 'kata-runner[dask]'",
)


class Dask:
    """A scheduler and its workers, processes of their own."""

    def __init__(self, kata: Kata, stack: contextlib.ExitStack) -> None:
        self._kata = kata
        self._stack = stack
        self._file = kata.folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
        self.engine = self._address().replace("tcp://", "dask://")

    def worker(self, **variables: str) -> subprocess.Popen[bytes]:
        """Another worker, which works on one thing at a time."""
        words = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0")
        return self._start("worker", *words, "--host", "127.0.0.1", **variables)

    def _start(self, *words: str, **variables: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *words, "--scheduler-file", str(self._file)],
            cwd=self._kata.folder,
            env=self._kata.environment(**variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process

    def _address(self) -> str:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(OSError, ValueError):  # not there yet, or half of it
                return str(json.loads(self._file.read_text())["address"])
            time.sleep(0.05)
        raise AssertionError("the scheduler did not start")


@pytest.fixture
def dask(desk: Desk) -> Iterator[Dask]:
    """A scheduler without workers."""
    with contextlib.ExitStack() as stack:
        yield Dask(desk.kata, stack)


def _grading(desk: Desk, dask: Dask, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "runner", "grade", "handed-in", "--engine", dask.engine, *words],
        cwd=desk.folder,
        env=desk.kata.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _wait_for_workers(dask: Dask, count: int) -> None:
    from distributed import Client

    with Client(dask.engine.replace("dask://", "tcp://"), set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(count, timeout=SECONDS)


def test_a_worker_is_killed_in_the_middle_and_the_results_are_those_of_one_machine(
    desk: Desk, dask: Dask, home: Path
) -> None:
    for number in range(12):
        desk.hand_in(f"learner{number:02}", (SLOW, BAD)[number % 2] + f"# {number}\n")
    first, _ = dask.worker(), dask.worker()
    _wait_for_workers(dask, 2)
    running = _grading(desk, dask, "--sandbox", "bubblewrap")
    until = time.monotonic() + SECONDS
    while not (desk.results.exists() and desk.reports()):
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < until
        time.sleep(0.05)
    assert len(desk.reports()) < 12
    first.send_signal(signal.SIGKILL)
    out, err = running.communicate(timeout=SECONDS)
    assert running.returncode == 0, (out, err)
    assert desk.grade("--results", "here.sqlite3").code == 0
    assert same_but_for_times(desk.reports(), desk.reports(desk.folder / "here.sqlite3")) == []
    names = [line for line in left_running(str(home)) if "dask" not in line]
    assert names == []


def test_no_scheduler_no_workers_and_other_workers_are_told(desk: Desk, dask: Dask, tmp_path: Path) -> None:
    desk.hand_in("ada", GOOD)
    nobody = desk.grade("--engine", "dask://127.0.0.1:9")
    assert (nobody.code, "no Dask scheduler answers" in nobody.err) == (2, True)
    odd = desk.grade("--engine", "http://127.0.0.1:9")
    assert (odd.code, "--engine dask://scheduler:8786" in odd.err) == (2, True)
    idle = desk.grade("--engine", dask.engine)
    assert (idle.code, "the cluster has no workers" in idle.err) == (2, True)
    pack = tmp_path / "other"
    exercise = pack / "algorithms" / "add-up"
    shutil.copytree(Path(__file__).parents[1] / "packs" / "mini" / "algorithms" / "add-up", exercise)
    with (exercise / "tests" / "test_bill.py").open("a") as file:
        file.write("# mended\n")
    dask.worker(KATA_EXERCISES=str(pack))
    _wait_for_workers(dask, 1)
    other = desk.grade("--engine", dask.engine)
    assert (other.code, "its add-up is another version" in other.err) == (2, True), other
