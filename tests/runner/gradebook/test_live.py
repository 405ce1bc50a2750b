"""How far a batch is, on a terminal and in a log."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

import pytest

from graders.outcome import Verdict
from runner.batch.run import Tally
from runner.commands import live
from tests.runner.gradebook import books

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
VERDICTS = (Verdict.PASSED, Verdict.FAILED, Verdict.ERROR, Verdict.CRASHED)
SHOW_CURSOR, HIDE_CURSOR = "\x1b[?25h", "\x1b[?25l"


@dataclass
class Clock:
    now: float = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(live, "monotonic", clock.monotonic)
    return clock


def run(clock: Clock, stream: TextIO, *, total: int, step: float, upto: int | None = None) -> None:
    """A batch whose submissions come one by one, so many seconds apart."""
    tally = Tally(total=total)
    with live.Progress(stream) as progress:
        for number in range(total if upto is None else upto):
            verdict = VERDICTS[number % len(VERDICTS)]
            tally.verdicts[verdict] = tally.verdicts.get(verdict, 0) + 1
            clock.now += step
            progress.tell(books.SMALL.graded[0], tally)


@dataclass(frozen=True)
class Screen:
    """A terminal: what is written to the stream is read at the other end, escape sequences and all."""

    stream: TextIO
    descriptor: int

    def written(self) -> str:
        """All of it; nothing can be written any more."""
        self.stream.close()
        parts = []
        with contextlib.suppress(OSError):  # so Linux says that the other end is closed
            while part := os.read(self.descriptor, 1 << 16):
                parts.append(part)
        return b"".join(parts).decode()


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    ours, theirs = pty.openpty()
    with open(theirs, "w", encoding="utf-8", buffering=1) as stream:  # noqa: PTH123  # a descriptor
        yield Screen(stream, ours)
    os.close(ours)


def test_a_log_gets_whole_plain_lines_and_at_most_one_in_ten_seconds(clock: Clock) -> None:
    log = io.StringIO()
    run(clock, log, total=100, step=0.5)
    lines = log.getvalue().splitlines()
    assert lines == [
        "20 of 100, 10 not passed, 5 could not be graded, 2.0 a second, 0:00:40 left",
        "40 of 100, 20 not passed, 10 could not be graded, 2.0 a second, 0:00:30 left",
        "60 of 100, 30 not passed, 15 could not be graded, 2.0 a second, 0:00:20 left",
        "80 of 100, 40 not passed, 20 could not be graded, 2.0 a second, 0:00:10 left",
        "100 of 100, 50 not passed, 25 could not be graded, 2.0 a second",
    ]


def test_a_log_of_an_empty_or_a_stopped_batch_has_no_half_line(clock: Clock) -> None:
    log = io.StringIO()
    run(clock, log, total=0, step=1.0)
    run(clock, log, total=50, step=1.0, upto=3)
    assert log.getvalue() == ""


def test_what_was_known_from_before_says_nothing_about_the_time_left() -> None:
    tally = Tally(total=10, cached=4, verdicts={Verdict.PASSED: 4})
    assert live.said(tally, 2.0) == "0 not passed, 0.0 a second"
    tally.verdicts[Verdict.FAILED] = 2
    assert live.said(tally, 2.0) == "2 not passed, 1.0 a second, 0:00:04 left"


def test_a_terminal_gets_a_bar_and_its_cursor_back(clock: Clock, screen: Screen) -> None:
    run(clock, screen.stream, total=8, step=0.5)
    written = screen.written()
    text = ESCAPES.sub("", written)
    assert "1/8" in text
    assert "0:00:02 left" in text
    assert text.rstrip().endswith("4 not passed, 2 could not be graded, 2.0 a second")
    assert written.rindex(SHOW_CURSOR) > written.rindex(HIDE_CURSOR)


def test_a_batch_that_is_stopped_gives_the_cursor_back(clock: Clock, screen: Screen) -> None:
    def stopped() -> None:
        with live.Progress(screen.stream) as progress:
            clock.now += 1.0
            progress.tell(books.SMALL.graded[0], Tally(total=2, verdicts={Verdict.PASSED: 1}))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert SHOW_CURSOR in screen.written()


def test_without_rich_a_terminal_gets_one_line_that_is_written_over(
    clock: Clock, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rich", None)
    run(clock, screen.stream, total=3, step=0.5)
    lines = screen.written().split("\r\x1b[K")
    assert [ESCAPES.sub("", line) for line in lines[1:]] == [
        "1 of 3, 0 not passed, 2.0 a second, 0:00:01 left",
        "2 of 3, 1 not passed, 2.0 a second, 0:00:00 left",
        "3 of 3, 1 not passed, 1 could not be graded, 2.0 a second\r\n",
    ]
