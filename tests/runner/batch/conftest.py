"""What the tests of batches share: a folder of submissions, and a look at what a run leaves behind."""

from __future__ import annotations

import contextlib
import difflib
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from runner.batch.store import Store
from runner.report import Report
from sandbox.backends.cgroup import NAME, parents
from sandbox.leftovers import is_alive
from tests.conftest import need
from tests.runner.conftest import Ended, Kata

GOOD = "def total(amounts):\n    return sum(amounts)\n"
BAD = "def total(amounts):\n    return len(amounts)\n"
PATIENCE_SECONDS = 20.0
"""How long cleaning up may go on after a run that was killed."""


class Desk:
    """A folder ``handed-in`` with submissions, the command on it, and what it keeps."""

    def __init__(self, kata: Kata) -> None:
        self.kata = kata
        self.folder = kata.folder
        self.handed_in = kata.folder / "handed-in"
        self.results = kata.folder / "kata-results.sqlite3"

    def hand_in(self, learner: str, content: str, *, exercise: str = "add-up", name: str = "bill.py") -> Path:
        """Put a learner's file where the usual layout has it."""
        file = self.handed_in / learner / exercise / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
        return file

    def grade(self, *words: str, **variables: str) -> Ended:
        """``kata grade handed-in`` under bubblewrap."""
        words = ("grade", "handed-in", "--sandbox", "bubblewrap", *words)
        return self.kata(*words, folder=self.folder, typed="", **variables)

    def reports(self, results: Path | None = None) -> dict[tuple[str, str], Report]:
        """What is kept, by learner and exercise."""
        with contextlib.closing(Store(results or self.results)) as store:
            return {(one.handed.learner, one.handed.exercise): one.report for one in store.all()}

    def verdicts(self, results: Path | None = None) -> dict[str, str]:
        """What is kept of the one exercise, by learner."""
        return {learner: report.verdict.value for (learner, _), report in self.reports(results).items()}


@pytest.fixture
def desk(kata: Kata) -> Desk:
    """An empty folder of submissions, on a machine with bubblewrap."""
    need("bubblewrap")
    return Desk(kata)


def timeless(report: Report) -> str:
    """A report without its times, and without where in memory a solution has its objects, as text."""
    text = json.dumps(json.loads(report.to_json()), sort_keys=True, indent=1)
    return re.sub(r"\b0x[0-9a-f]{6,}", "0x...", re.sub(r'"seconds": [0-9.e-]+', '"seconds": 0', text))


def same_but_for_times(one: Mapping[tuple[str, str], Report], other: Mapping[tuple[str, str], Report]) -> list[str]:
    """Whose results differ, and how."""
    found = [f"{key} is in one alone" for key in one.keys() ^ other.keys()]
    for key in one.keys() & other.keys():
        here, there = timeless(one[key]), timeless(other[key])
        if here != there:
            found += [f"{key}:", *difflib.unified_diff(here.splitlines(), there.splitlines(), lineterm="", n=1)]
    return found


def left_running(home: str) -> list[str]:
    """Our processes with that data folder, and sandboxes that belong to nobody, once they have had time to go."""
    return _waited_for(lambda: [*_processes(home), *_abandoned_cgroups()])


def containers_left() -> list[str]:
    """Containers of ours that belong to nobody, once they have had time to go."""
    from sandbox.backends.docker_client import connect
    from sandbox.backends.docker_keeper import LABEL

    client = connect()

    def look() -> list[str]:
        every = client.containers(all=True, filters={"label": LABEL})
        return [one["Id"] for one in every if not is_alive(one["Labels"][LABEL])]

    try:
        return _waited_for(look)
    finally:
        client.close()


def _waited_for(look: Callable[[], list[str]]) -> list[str]:
    until = time.monotonic() + PATIENCE_SECONDS
    while (left := look()) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def _processes(home: str) -> Iterator[str]:
    wanted = f"KATA_HOME={home}".encode()
    for place in Path("/proc").iterdir():
        if place.name.isdigit() and int(place.name) != os.getpid():
            with contextlib.suppress(OSError):  # it has just ended, or is another user's
                if wanted in (place / "environ").read_bytes().split(b"\0"):
                    yield (place / "cmdline").read_text().replace("\0", " ")


def _abandoned_cgroups() -> Iterator[str]:
    """Cgroups of runs that are gone in which something still runs; the empty ones go with the next run."""
    place = parents()
    for parent in place.every if place else ():
        for folder in Path(parent).iterdir():
            named = NAME.fullmatch(folder.name)
            with contextlib.suppress(OSError):
                if named and not is_alive(" ".join(named.groups())) and (folder / "cgroup.procs").read_text():
                    yield str(folder)
