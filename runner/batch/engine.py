"""Grades submissions in parallel on this machine.

For each exercise and language there is one process with its tests collected (``graders.template``); each
submission is graded in a child of it, in a sandbox of its own that is started while others are still at work. A
few submissions are prepared ahead, as many as there are jobs run their checks at once.

A failure of ours is tried again, and then reported as such; one bad submission never stops the others.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import selectors
import signal
import time
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graders.errors import SubmissionInvalid
from graders.outcome import Verdict
from graders.run import Outcome
from graders.template import HEAD, RUNNING, Slots, Template
from runner.batch import intake
from runner.batch.model import Graded
from runner.batch.store import key_of
from runner.grade import describe, invalid, plan, report

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from graders.grading import Grading
    from runner.batch.model import Handed
    from runner.manifest import Exercise
    from runner.report import ExerciseInfo, Report

ATTEMPTS = 2
"""How often a grading is tried whose failure is ours."""
SPARE_SECONDS = 60.0
"""What a grading may take beyond the exercise's own limit, for starting its sandboxes and waiting for a slot."""
GRACE_SECONDS = 5.0
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a batch is graded.

    Attributes:
        sandbox: the backend, which has been seen to work.
        image: what identifies the image of a language on that backend.
        seed: gives the seed of an exercise, the same for all submissions to it.
        jobs: how many run their checks at once.
    """

    sandbox: str
    image: Callable[[str], str]
    seed: Callable[[Exercise], int]
    jobs: int

    @property
    def ahead(self) -> int:
        """How many more may have their sandbox started and wait."""
        return max(1, self.jobs // 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    handed: Handed
    grading: Grading
    exercise: ExerciseInfo
    key: str
    attempt: int = 1


def grade(
    handed: Iterable[Handed],
    exercises: Mapping[str, Exercise],
    rules: Rules,
    *,
    known: Callable[[str], Report | None],
) -> Generator[Graded, None, None]:
    """Grade submissions, and yield each as it is finished, in no particular order.

    Args:
        handed: what there is to grade; read as it is needed.
        exercises: by id.
        rules: see there.
        known: the result of a key from an earlier run.

    Closing the iterator, or an exception in the process that holds it, ends what is still running.
    """
    described = {name: describe(exercise) for name, exercise in exercises.items()}

    def prepared() -> Iterator[_Task | Graded]:
        for one in handed:
            yield _prepare(one, exercises[one.exercise], described[one.exercise], rules, known)

    with contextlib.closing(_Pool(rules)) as pool:
        yield from pool.run(prepared())


def _prepare(
    handed: Handed, exercise: Exercise, info: ExerciseInfo, rules: Rules, known: Callable[[str], Report | None]
) -> _Task | Graded:
    """Read a submission; what is known or cannot be read is graded already."""
    try:
        submission = intake.read(handed, exercise)
    except SubmissionInvalid as problem:
        language = handed.language or exercise.languages[0]
        key = key_of(
            {"": str(problem).encode()}, exercise=f"{info.id} {info.version}", language=language, image="", seed=0
        )
        return Graded(handed=handed, language=language, report=invalid(exercise, str(problem)), key=key)
    language = submission.language
    seed = rules.seed(exercise)
    key = key_of(
        submission.files,
        exercise=f"{info.id} {info.version}",
        language=language,
        image=rules.image(exercise.image_for(language)),
        seed=seed,
    )
    found = known(key)
    if found is not None:
        return Graded(handed=handed, language=language, report=found, key=key, cached=True)
    grading = plan(exercise, submission, sandbox=rules.sandbox, seed=seed)
    return _Task(handed=handed, grading=grading, exercise=info, key=key)


class _Child:
    """A grading that is under way, and what its child has said so far."""

    def __init__(self, task: _Task, line: socket.socket) -> None:
        self.task = task
        self.line = line
        self.deadline = time.monotonic() + task.grading.limits.total_seconds + SPARE_SECONDS
        self._said = bytearray()

    def read(self) -> bool:
        """Take what is there; False when the child has ended."""
        try:
            chunk = self.line.recv(_CHUNK)
        except ConnectionError:
            chunk = b""
        self._said += chunk
        if chunk and self.running:
            self.deadline = min(
                self.deadline, time.monotonic() + self.task.grading.limits.total_seconds + SPARE_SECONDS
            )
        return bool(chunk)

    @property
    def running(self) -> bool:
        """Whether it has taken a slot."""
        return self._said[HEAD.size : HEAD.size + len(RUNNING)] == RUNNING

    def stop(self) -> None:
        """Ask it to end and clean up, and make sure that it does."""
        self.line.close()
        if len(self._said) < HEAD.size:
            return
        (pid,) = HEAD.unpack_from(self._said)
        until = time.monotonic() + GRACE_SECONDS
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGTERM)
            while time.monotonic() < until:
                os.kill(pid, 0)
                time.sleep(0.01)
            os.killpg(pid, signal.SIGKILL)

    def outcome(self) -> Outcome:
        """What it came to."""
        answer = bytes(self._said[HEAD.size + len(RUNNING) :])
        outcome: Outcome | str = pickle.loads(answer) if answer else "its process ended before it had a result"  # noqa: S301 - from our own child
        if isinstance(outcome, str):
            return Outcome(verdict=Verdict.ERROR, message=outcome)
        return outcome


class _Pool:
    """The templates and their children."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._slots = Slots.of(rules.jobs)
        self._templates: dict[tuple[str, str], Template] = {}
        self._children: dict[int, _Child] = {}
        self._selector = selectors.DefaultSelector()
        self._again: deque[_Task] = deque()

    def run(self, tasks: Iterator[_Task | Graded]) -> Iterator[Graded]:
        """Work on the tasks until none is left."""
        more = True
        while more or self._again or self._children:
            while len(self._children) < self._rules.jobs + self._rules.ahead and (more or self._again):
                task = self._again.popleft() if self._again else next(tasks, None)
                if task is None:
                    more = False
                elif isinstance(task, Graded):
                    yield task
                else:
                    self._begin(task)
            yield from self._finished()

    def _begin(self, task: _Task) -> None:
        grading = task.grading
        kind = (str(grading.exercise_dir), grading.language)
        if kind not in self._templates:
            self._templates[kind] = Template(replace(grading, files={}), self._slots)
        try:
            line = self._templates[kind].begin(grading)
        except ChildProcessError:
            self._templates.pop(kind).close()
            self._templates[kind] = Template(replace(grading, files={}), self._slots)
            line = self._templates[kind].begin(grading)
        self._children[line.fileno()] = _Child(task, line)
        self._selector.register(line.fileno(), selectors.EVENT_READ)

    def _finished(self) -> Iterator[Graded]:
        """Wait for something to happen; the gradings that have ended."""
        if not self._children:
            return
        nearest = min(child.deadline for child in self._children.values())
        ready = self._selector.select(max(0.0, nearest - time.monotonic()))
        ended = [key.fd for key, _ in ready if not self._children[key.fd].read()]
        overdue = [fd for fd, child in self._children.items() if time.monotonic() >= child.deadline]
        for fd in dict.fromkeys([*ended, *overdue]):
            child = self._forget(fd)
            outcome = child.outcome()
            if fd not in ended:
                outcome = Outcome(verdict=Verdict.ERROR, message="the grading did not come to an end and was stopped")
            child.stop()
            if outcome.verdict is Verdict.ERROR and child.task.attempt < ATTEMPTS:
                self._again.append(replace(child.task, attempt=child.task.attempt + 1))
                continue
            task = child.task
            yield Graded(
                handed=task.handed,
                language=task.grading.language,
                report=report(task.exercise, outcome, seed=task.grading.seed),
                key=task.key,
            )

    def _forget(self, fd: int) -> _Child:
        self._selector.unregister(fd)
        child = self._children.pop(fd)
        if child.running:
            self._slots.give_back()
        return child

    def close(self) -> None:
        """End everything."""
        for fd in list(self._children):
            self._forget(fd).stop()
        for template in self._templates.values():
            template.close()
        self._selector.close()
        self._slots.close()
