"""Gradings in parallel on this machine.

For each exercise and language there is one process with its tests collected (``graders.template``); each submission
is graded in a child of it, in a sandbox of its own that is started while others are still at work. A few are started
ahead and wait; so many as there are jobs run their checks at once.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import selectors
import signal
import socket
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from graders.outcome import Verdict
from graders.run import Outcome
from graders.template import GO, HEAD, LENGTH, READY, Template
from sandbox.backends.docker_line import SourceLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runner.batch.engine import Task

START_SECONDS = 120.0
"""What starting a sandbox may take, twice."""
SPARE_SECONDS = 60.0
"""What a grading may take beyond the exercise's own limit, for starting more sandboxes."""
GRACE_SECONDS = 10.0
"""What a grading that was told to end may take to clean up."""
ON_THE_WAY, ON_THE_WAY_WITH_DOCKER = 2, 3
"""How many gradings there are for each job: one of them runs its checks, the others start or remove their sandboxes.

A container takes longer for both than the checks do, most of it waiting."""
TEMPLATES = 4
"""How many templates are kept; submissions come in the order of their exercises."""
_CHUNK = 1 << 16


class _Child:
    """A grading that is under way, and what its child has said so far.

    Attributes:
        deadline: when it must have got further; None while it waits for its turn, which is not its own doing.
        going: whether it runs its checks. Not while it cleans up: that does not keep the next one from its turn.
    """

    def __init__(self, task: Task, line: socket.socket) -> None:
        self.task = task
        self.line = line
        self.deadline: float | None = time.monotonic() + START_SECONDS
        self.going = False
        self._called = False
        self._said = bytearray()

    def read(self) -> bool:
        """Take what is there; False when the child has ended."""
        try:
            chunk = self.line.recv(_CHUNK)
        except ConnectionError:
            chunk = b""
        self._said += chunk
        if self.waits:
            self.deadline = None
        elif self.going and self._length is not None:
            self.going = False
            self.deadline = time.monotonic() + GRACE_SECONDS
        return bool(chunk)

    @property
    def waits(self) -> bool:
        """Whether its sandbox has been begun, and it is not its turn yet."""
        return not self._called and self._said[HEAD.size : HEAD.size + len(READY)] == READY

    def go(self) -> None:
        """It is its turn."""
        self.going = self._called = True
        self.deadline = time.monotonic() + self.task.grading.limits.total_seconds + SPARE_SECONDS
        with contextlib.suppress(OSError):  # its end is seen soon enough
            self.line.sendall(GO)

    def answer(self) -> bytes | None:
        """What it came to, once all of that is there."""
        return None if self._length is None else bytes(self._said[-self._length :])

    @property
    def _length(self) -> int | None:
        """How long its answer is, once all of it is there."""
        begin = HEAD.size + len(READY) + LENGTH.size
        if len(self._said) < begin:
            return None
        (length,) = LENGTH.unpack_from(self._said, begin - LENGTH.size)
        return int(length) if len(self._said) == begin + length else None

    def ask_to_end(self) -> None:
        """Let go of its leash."""
        with contextlib.suppress(OSError):
            self.line.shutdown(socket.SHUT_WR)

    def kill(self) -> None:
        """End it for good, with what it has started. Only for one that has not ended: its number is its own."""
        if len(self._said) >= HEAD.size:
            (pid,) = HEAD.unpack_from(self._said)
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)


class Pool:
    """The templates and their children.

    Args:
        jobs: how many run their checks at once.
        docker: whether they will use Docker.
    """

    def __init__(self, jobs: int, *, docker: bool) -> None:
        self._jobs = jobs
        self._docker = docker and sys.platform == "linux"
        self._source: SourceLine | None = None
        self._templates: dict[tuple[str, str], Template] = {}
        self._children: dict[int, _Child] = {}
        self._selector = selectors.DefaultSelector()

    @property
    def _kept(self) -> tuple[int, ...]:
        return () if self._source is None else (self._source.fileno,)

    @property
    def room(self) -> bool:
        """Whether another may begin."""
        return len(self._children) < (ON_THE_WAY_WITH_DOCKER if self._docker else ON_THE_WAY) * self._jobs

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._children)

    def begin(self, task: Task) -> None:
        """Have a child begin with a grading."""
        try:
            line = self._template(task).begin(task.grading)
        except ChildProcessError:
            self._templates.pop(_kind(task)).close()
            line = self._template(task).begin(task.grading)
        self._children[line.fileno()] = _Child(task, line)
        self._selector.register(line.fileno(), selectors.EVENT_READ)

    def finished(self) -> Iterator[tuple[Task, Outcome]]:
        """Wait until something happens; what has ended by then."""
        ready = self._selector.select(self._patience())
        ended = [key.fd for key, _ in ready if not self._children[key.fd].read()]
        now = time.monotonic()
        overdue = [fd for fd, child in self._children.items() if child.deadline is not None and child.deadline <= now]
        for fd in overdue:
            if fd not in ended:
                self._stop([self._children[fd]])
        outcomes = [(self._children[fd].task, self._outcome(fd, overdue=fd not in ended)) for fd in {*ended, *overdue}]
        self._give_turns()
        yield from outcomes

    def _patience(self) -> float | None:
        deadlines = [child.deadline for child in self._children.values() if child.deadline is not None]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _give_turns(self) -> None:
        free = self._jobs - sum(child.going for child in self._children.values())
        for child in [child for child in self._children.values() if child.waits][: max(free, 0)]:
            child.go()

    def _outcome(self, fd: int, *, overdue: bool) -> Outcome:
        """What an ended child came to."""
        self._selector.unregister(fd)
        child = self._children.pop(fd)
        child.line.close()
        answer = child.answer()
        if answer is not None:
            outcome: Outcome | str = pickle.loads(answer)  # noqa: S301 - from our own child
            return outcome if isinstance(outcome, Outcome) else Outcome(verdict=Verdict.ERROR, message=outcome)
        why = "did not come to an end and was stopped" if overdue else "ended before it had a result"
        return Outcome(verdict=Verdict.ERROR, message=f"the process that graded it {why}")

    def _template(self, task: Task) -> Template:
        kind = _kind(task)
        if kind in self._templates:
            self._templates[kind] = self._templates.pop(kind)  # the one used last is the last to go
        else:
            while len(self._templates) >= TEMPLATES:
                self._templates.pop(next(iter(self._templates))).close()
            if self._docker and self._source is None:
                self._source = SourceLine(self._jobs)  # while the tests are collected
            self._templates[kind] = Template(replace(task.grading, files={}), self._kept)
        return self._templates[kind]

    def _stop(self, children: list[_Child]) -> None:
        """Ask children to end and to clean up, all at once, and make sure that they do."""
        for child in children:
            child.ask_to_end()
        until = time.monotonic() + GRACE_SECONDS
        with selectors.DefaultSelector() as selector:
            for child in children:
                selector.register(child.line, selectors.EVENT_READ, child)
            while selector.get_map() and (left := until - time.monotonic()) > 0:
                for key, _ in selector.select(left):
                    if not key.data.read():
                        selector.unregister(key.fileobj)
            for key in selector.get_map().values():
                key.data.kill()

    def close(self) -> None:
        """End everything."""
        children = list(self._children.values())
        self._children.clear()
        try:
            self._stop(children)
        finally:
            for child in children:
                child.line.close()
            for template in self._templates.values():
                template.close()
            self._templates.clear()
            self._selector.close()
            if self._source is not None:
                self._source.close()


def _kind(task: Task) -> tuple[str, str]:
    return str(task.grading.exercise_dir), task.grading.language
