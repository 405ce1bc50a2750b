"""What the attacks on the walls try would succeed without walls: so it is the walls that hold them.

Run as a plain process, with nothing around it. Only those that change nothing but the exercise's own canaries.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.attacks.attack import find
from tests.attacks.batch import Batch
from tests.conftest import need

HARMLESS = (
    "environment-of-ours",
    "files-by-their-names",
    "loopback-of-the-host",
    "sockets-without-a-file",
    "tests-and-packages",
    "who-the-host-is",
)


@pytest.fixture(scope="module")
def batch() -> Iterator[Batch]:
    with Batch() as running:
        yield running


@pytest.mark.parametrize("name", HARMLESS)
def test_without_walls_something_outside_is_reached(name: str, batch: Batch) -> None:
    need("process")
    trial = batch.run(find(f"reach/{name}"), "process")
    assert trial.verdict == "passed", trial.message
