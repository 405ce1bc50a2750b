"""The network namespaces that containers of a batch join: one submission at a time, and none that is not empty."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

import pytest

from tests.conftest import need
from tests.runner.batch.conftest import Desk, containers_left, left_running
from tests.runner.conftest import Kata

TELLS = """
import os, time

print("at", time.monotonic_ns(), os.readlink("/proc/self/ns/net"), flush=True)


def total(amounts):
    print("at", time.monotonic_ns(), os.readlink("/proc/self/ns/net"), flush=True)
    return sum(amounts)
"""
LEAVES = """
import socket

listening = socket.socket()
listening.bind(("127.0.0.1", 8080))
listening.listen()
for _ in range(3):
    client = socket.create_connection(("127.0.0.1", 8080))
    server, _ = listening.accept()
    server.close()
    client.close()
"""
"""A connection that has been closed goes on waiting for a minute, and nobody can have its port meanwhile."""


@pytest.fixture
def desk(kata: Kata) -> Desk:
    """An empty folder of submissions, on a machine with Docker."""
    need("docker")
    return Desk(kata)


def test_two_submissions_never_have_one_at_once_and_it_is_used_again(desk: Desk, home: str) -> None:
    for number in range(10):
        desk.hand_in(f"learner{number}", TELLS + f"# {number}\n")
    assert desk.kata("grade", "handed-in", "--sandbox", "docker", "--jobs", "2").code == 0
    times = _times(desk)
    assert sum(map(len, times.values())) == 10
    assert len(times) < 10, "each had one of its own"
    for namespace, spans in times.items():
        in_turn = sorted(spans)
        assert all(one[1] < other[0] for one, other in pairwise(in_turn)), namespace
    assert left_running(str(home)) == []
    assert containers_left() == []


def test_one_in_which_something_is_left_is_not_used_again(desk: Desk) -> None:
    for number in range(6):
        desk.hand_in(f"learner{number}", LEAVES + TELLS + f"# {number}\n")
    assert desk.kata("grade", "handed-in", "--sandbox", "docker", "--jobs", "1").code == 0
    assert set(desk.verdicts().values()) == {"passed"}, "each could have the port"


def _times(desk: Desk) -> dict[str, list[tuple[int, int]]]:
    """By namespace, from when to when each submission was in it."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for report in desk.reports().values():
        output = "".join(check.output for check in report.checks)
        told = re.findall(r"at (\d+) (net:\[\d+\])", output)
        (namespace,) = {place for _, place in told}
        moments = [int(moment) for moment, _ in told]
        found[namespace].append((min(moments), max(moments)))
    return found
