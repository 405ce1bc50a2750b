"""Work done in forked children, several at a time, each giving one text back.

Pytest can run only once in a process, and importing it costs more than most gradings. So a process with many
gradings to do imports it once and forks for each: a child inherits what is loaded and nothing else. What comes
back is the text that the function returned (a report as JSON), through a pipe of its own.

A child is in a process group of its own, so Ctrl-C reaches the parent alone, which then asks the children to
end (they see ``KeyboardInterrupt`` and clean up) and kills what does not. Anything a child prints is kept for
the message in case it fails, and never mixes with the parent's output. No child outlives the iterator.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

_GRACE_SECONDS = 5.0
"""What a child that was asked to end may take to clean up."""
_TAIL_BYTES = 2000
_CHUNK_BYTES = 1 << 16
_DONE, _RAISED = 69, 70
"""How a child ends: with its text, or with the traceback of what was raised. No program ends so by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one child ended.

    Attributes:
        text: what the function returned, or None when it did not come to that.
        failure: why there is no text, for a person; the end of what the child printed comes with it.
        seconds: wall time from fork to end.
    """

    text: str | None
    failure: str = ""
    seconds: float


def run_in_child(function: Callable[[], str], *, seconds: float) -> Outcome:
    """Call the function in a forked child, and give back how it ended.

    Args:
        function: returns the text to bring back; its exceptions become the outcome's ``failure``.
        seconds: how long it may take before it is stopped.
    """
    ((_, outcome),) = run_in_children([function], jobs=1, seconds=seconds)
    return outcome


def run_in_children(
    functions: Sequence[Callable[[], str]], *, jobs: int, seconds: float
) -> Iterator[tuple[int, Outcome]]:
    """Call each function in a forked child, ``jobs`` at a time.

    Yields:
        The function's place in the sequence and its outcome, as the children end. Closing the iterator, or an
        exception in the process that holds it, ends the children that are still running.
    """
    waiting = list(enumerate(functions))[::-1]
    running: dict[int, _Child] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                index, function = waiting.pop()
                running[index] = _Child(function, seconds)
            ended = _wait_for_any(running)
            overdue = [index for index, child in running.items() if time.monotonic() >= child.deadline]
            for index in dict.fromkeys([*ended, *overdue]):
                yield index, running.pop(index).outcome(overdue=index not in ended)
    finally:
        _stop_all(running.values())


def _wait_for_any(running: Mapping[int, _Child]) -> list[int]:
    """Take in what children say; the places of those that have ended, none when a deadline has come."""
    nearest = min(child.deadline for child in running.values())
    with selectors.DefaultSelector() as selector:
        for index, child in running.items():
            selector.register(child.pipe, selectors.EVENT_READ, index)
        ready = selector.select(max(0.0, nearest - time.monotonic()))
    return [key.data for key, _ in ready if not running[key.data].read()]


class _Child:
    """One forked process, and what has come out of it so far."""

    def __init__(self, function: Callable[[], str], seconds: float) -> None:
        self.started = time.monotonic()
        self.deadline = self.started + seconds
        self._seconds = seconds
        self._received = bytearray()
        self._printed = tempfile.TemporaryFile()  # noqa: SIM115  # closed by `_outcome` and `stop`
        self.pipe, write_end = os.pipe()
        try:
            self._pid = os.fork()
            if self._pid == 0:
                _be_the_child(function, write_end, self._printed)
        finally:
            os.close(write_end)
        with contextlib.suppress(OSError):  # the child does the same, whichever of the two comes first
            os.setpgid(self._pid, self._pid)

    def read(self) -> bytes:
        """Take what is there; empty when the child has ended."""
        chunk = os.read(self.pipe, _CHUNK_BYTES)
        self._received += chunk
        return chunk

    def outcome(self, *, overdue: bool) -> Outcome:
        """End it where it has not ended, and say how it went."""
        if overdue:
            self.ask_to_end()
            self.wait(time.monotonic() + _GRACE_SECONDS)
        status = self.reap()
        text, failure = None, self._received.decode("utf-8")
        if overdue:
            failure = f"it did not end within {self._seconds:g} seconds and was stopped"
        elif status == _DONE:
            text, failure = failure, ""
        elif status != _RAISED:
            how = f"was killed by signal {-status}" if status < 0 else f"ended with exit status {status}"
            failure = f"its process {how} before it had a result"
        if failure:
            failure = "\n".join([failure.rstrip(), *self._tail()])
        self.close()
        return Outcome(text=text, failure=failure, seconds=time.monotonic() - self.started)

    def ask_to_end(self) -> None:
        """Have it see ``KeyboardInterrupt``, so that it cleans up."""
        os.kill(self._pid, signal.SIGTERM)

    def wait(self, until: float) -> None:
        """Wait for its end, at most until then; its pipe is closed by nothing but its end."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.pipe, selectors.EVENT_READ)
            while selector.select(max(0.0, until - time.monotonic())):
                if not self.read():
                    return

    def reap(self) -> int:
        """Kill what is left of it and of what it started; its exit status, negative for a signal."""
        with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS refuses a group of the dead
            os.killpg(self._pid, signal.SIGKILL)
        _, status = os.waitpid(self._pid, 0)
        return os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        """Let go of the pipe and of what it printed."""
        os.close(self.pipe)
        self._printed.close()

    def _tail(self) -> list[str]:
        size = self._printed.seek(0, os.SEEK_END)
        self._printed.seek(max(0, size - _TAIL_BYTES))
        printed = self._printed.read().decode("utf-8", "replace").strip()
        return ["it printed:", printed] if printed else []


def _be_the_child(function: Callable[[], str], write_end: int, printed: BinaryIO) -> NoReturn:
    """Call the function, write its text, and leave without ever returning into the parent's code.

    The pipe is left for the end of the process to close, so that the parent, who takes that for the end,
    cannot kill the group while the exit status is still to come.
    """
    status = _RAISED
    try:
        _settle(printed)
        text, status = function(), _DONE
    except BaseException:  # noqa: BLE001  # whatever it was, the parent is told
        text = traceback.format_exc()
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        left = memoryview(text.encode("utf-8", "backslashreplace"))
        while left:
            left = left[os.write(write_end, left) :]
    finally:
        os._exit(status)


def _settle(printed: BinaryIO) -> None:
    """Cut what ties a fresh child to its parent: process group, signal handlers, standard streams."""
    os.setpgid(0, 0)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    null = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((null, 0), (printed.fileno(), 1), (printed.fileno(), 2)):
        os.dup2(source, target)
    os.close(null)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  # a descriptor, to the end
    sys.stdout = open(1, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115


def _stop_all(children: Collection[_Child]) -> None:
    """End children that are still running: ask all, wait a little for all together, kill the rest."""
    for child in children:
        child.ask_to_end()
    until = time.monotonic() + _GRACE_SECONDS
    for child in children:
        child.wait(until)
        child.reap()
        child.close()
