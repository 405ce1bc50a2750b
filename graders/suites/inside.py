"""Runs a learner's tests with pytest: a whole program of its own, sent into the sandbox as text.

It imports pytest, waits for one message with the names of the test files, runs them, and answers with what came of
each test. It decides nothing: what it says is the learner's word, for the tests run in the same process.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from typing import Any

sys.path.insert(0, os.path.join(os.path.dirname(os.getcwd()), "lib"))  # noqa: PTH109, PTH118, PTH120 - start-up time

import pytest

HEADER = struct.Struct(">I")
MOST_RECORDS = 500
MOST_CHARACTERS = 300
UNUSED = ("cacheprovider", "faulthandler", "junitxml", "pastebin", "stepwise", "setuponly", "setupplan", "doctest")
"""Plugins of pytest's that no test in a file has a use for here."""


class Recorder:
    """What came of each test: the worst of its parts."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, Any]] = {}
        self.errors: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that can't be imported."""
        if report.failed:
            self.errors.append(last_line(str(report.longrepr)))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One part of one test: its setup, the test itself, a part of it, its end."""
        if report.when == "teardown" and not report.failed:
            return
        if report.when == "setup" and report.passed:
            return
        outcome: str = report.outcome
        if report.failed and report.when != "call":
            outcome = "error"
        elif hasattr(report, "wasxfail"):
            outcome = "skipped"
        known = self.records.get(report.nodeid)
        if known is not None and known["outcome"] in {"failed", "error"}:
            return
        if known is None and len(self.records) >= MOST_RECORDS:
            return
        message, line = crash(report)
        self.records[report.nodeid] = {"outcome": outcome, "message": message, "line": line}


def crash(report: pytest.TestReport) -> tuple[str, int]:
    """Why a test failed, on a line, and where in its own file."""
    if not report.failed:
        return "", 0
    place = getattr(report.longrepr, "reprcrash", None)
    message = getattr(place, "message", "") or str(report.longrepr)
    name = report.nodeid.partition("::")[0]
    line = 0
    entries = getattr(getattr(report.longrepr, "reprtraceback", None), "reprentries", ())
    for entry in entries:
        where = getattr(entry, "reprfileloc", None)
        if where is not None and str(where.path).endswith(name):
            line = int(where.lineno)
    return first_line(message), line


def first_line(text: str) -> str:
    """The first line that says something."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:MOST_CHARACTERS]


def last_line(text: str) -> str:
    """The last line that says something, without pytest's mark of an error."""
    said = [line.removeprefix("E").strip() for line in text.splitlines() if line.strip()]
    return said[-1][:MOST_CHARACTERS] if said else ""


def receive(fd: int) -> Any:
    """One message."""
    data = b""
    while len(data) < HEADER.size or len(data) < HEADER.size + HEADER.unpack_from(data)[0]:
        more = os.read(fd, 1 << 16)
        if not more:
            sys.exit(1)
        data += more
    return json.loads(data[HEADER.size :])


def send(fd: int, message: object) -> None:
    """One message."""
    text = json.dumps(message).encode()
    data = HEADER.pack(len(text)) + text
    while data:
        data = data[os.write(fd, data) :]


def main() -> None:
    """Run the tests that one message names."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    tests = receive(3)["tests"]
    here = os.getcwd()  # noqa: PTH109 - start-up time
    sys.path.append(here)
    recorder = Recorder()
    options = ["-q", "-c", os.devnull, "--rootdir", here, "--import-mode=append", "--tb=short"]
    options += [f"-pno:{name}" for name in UNUSED]
    pytest.main([*options, *tests], plugins=[recorder])
    records = [{"name": name, **record} for name, record in recorder.records.items()]
    send(4, {"records": records, "errors": recorder.errors[:5]})


if __name__ == "__main__":
    main()
