"""From what was handed in to what it came to, on this machine: read, known from before or graded, tried again.

A failure of ours is tried again, and then reported as such; one bad submission never stops the others. What is handed
in twice, byte for byte, is graded once. Where the gradings run is said by ``Pool``, or by a cluster
(``runner.batch.cluster``) that takes the same tasks.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from graders.errors import SubmissionInvalid
from graders.outcome import Verdict
from graders.run import Outcome
from runner.batch import intake
from runner.batch.model import Graded
from runner.batch.pool import Pool
from runner.batch.store import key_of
from runner.errors import NotOpened
from runner.grade import describe, invalid, plan, report

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from graders.grading import Grading
    from runner.batch.model import Handed
    from runner.manifest import Exercise
    from runner.report import ExerciseInfo, Report

ATTEMPTS = 2
"""How often a grading is tried whose failure is ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a batch is graded.

    Attributes:
        sandbox: the backend, which has been seen to work.
        image: what identifies the image of a language on that backend.
        seed: gives the seed of an exercise, the same for all submissions to it.
        opens: whether bundles are opened here, and not where they are graded.
    """

    sandbox: str
    image: Callable[[str], str]
    seed: Callable[[Exercise], int]
    opens: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A submission that is to be graded.

    Attributes:
        handed: whose it is.
        grading: what there is to do.
        exercise: what a report says of the exercise.
        key: what identifies the result.
        image: what identifies the image, as the key has it.
        attempt: which one this is.
    """

    handed: Handed
    grading: Grading
    exercise: ExerciseInfo
    key: str
    image: str
    attempt: int = 1

    def graded(self, outcome: Outcome) -> Graded:
        """The submission with what it came to."""
        return Graded(
            handed=self.handed,
            language=self.grading.language,
            report=report(self.exercise, outcome, seed=self.grading.seed),
            key=self.key,
        )


class Grader(Protocol):
    """Where gradings run."""

    @property
    def room(self) -> bool:
        """Whether it takes another one."""
        ...

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        ...

    def begin(self, task: Task) -> None:
        """Begin with a grading."""
        ...

    def finished(self) -> Iterator[tuple[Task, Outcome]]:
        """Wait until something happens; what has ended by then."""
        ...

    def close(self) -> None:
        """End everything, and leave nothing running."""
        ...


def grade(
    handed: Iterable[Handed],
    exercises: Mapping[str, Exercise],
    rules: Rules,
    *,
    known: Callable[[str], Report | None],
    grader: Grader,
) -> Generator[Graded, None, None]:
    """Grade submissions, and yield each as it is finished, in no particular order.

    Args:
        handed: what there is to grade; read as it is needed.
        exercises: by id.
        rules: see there.
        known: the result of a key from an earlier run, or from this one.
        grader: where; closed at the end.

    Closing the iterator, or an exception in the process that holds it, ends what is still running.
    """
    described = {name: describe(exercise) for name, exercise in exercises.items()}

    def prepared() -> Iterator[Task | Graded]:
        for one in handed:
            yield _prepare(one, exercises[one.exercise], described[one.exercise], rules, known)

    with contextlib.closing(grader):
        yield from _Batch(grader).run(prepared())


def local(jobs: int, *, docker: bool) -> Grader:
    """This machine, with so many gradings at once."""
    return Pool(jobs, docker=docker)


class _Batch:
    """The tasks of a batch on their way."""

    def __init__(self, grader: Grader) -> None:
        self._grader = grader
        self._again: list[Task] = []
        self._alike: dict[str, list[Task]] = {}
        """By the key of what is under way, those that will have the same result."""

    def run(self, tasks: Iterator[Task | Graded]) -> Iterator[Graded]:
        """Work on the tasks until none is left."""
        more = True
        while more or self._again or self._grader.busy:
            while self._grader.room and (more or self._again):
                task = self._again.pop() if self._again else next(tasks, None)
                if task is None:
                    more = False
                elif isinstance(task, Graded):
                    yield task
                else:
                    self._begin(task)
            if self._grader.busy:
                for ended, outcome in self._grader.finished():
                    yield from self._end(ended, outcome)

    def _begin(self, task: Task) -> None:
        if task.attempt == 1:
            if task.key in self._alike:
                self._alike[task.key].append(task)
                return
            self._alike[task.key] = []
        self._grader.begin(task)

    def _end(self, task: Task, outcome: Outcome) -> Iterator[Graded]:
        if outcome.verdict is Verdict.ERROR and task.attempt < ATTEMPTS:
            self._again.append(replace(task, attempt=task.attempt + 1))
            return
        graded = task.graded(outcome)
        yield graded
        for alike in self._alike.pop(task.key):
            cached = outcome.verdict is not Verdict.ERROR
            yield replace(graded, handed=alike.handed, cached=cached)


def _prepare(
    handed: Handed, exercise: Exercise, info: ExerciseInfo, rules: Rules, known: Callable[[str], Report | None]
) -> Task | Graded:
    """Read a submission; what is known or cannot be read is graded already."""
    version = f"{info.id} {info.version}"
    try:
        submission = intake.read(handed, exercise)
    except Exception as problem:  # noqa: BLE001 - see _unread
        language = handed.language or exercise.languages[0]
        key = key_of({"": str(problem).encode()}, exercise=version, language=language, image="", seed=0)
        return _unread(handed, exercise, language, key, problem)
    language, seed = submission.language, rules.seed(exercise)
    image = rules.image(exercise.image_for(language))
    key = key_of(submission.files, exercise=version, language=language, image=image, seed=seed)
    found = known(key)
    if found is not None:
        return Graded(handed=handed, language=language, report=found, key=key, cached=True)
    if rules.opens:
        try:
            submission = intake.opened(submission, exercise, sandbox=rules.sandbox)
        except Exception as problem:  # noqa: BLE001 - see _unread
            return _unread(handed, exercise, language, key, problem)
    grading = plan(exercise, submission, sandbox=rules.sandbox, seed=seed)
    return Task(handed=handed, grading=grading, exercise=info, key=key, image=image)


def _unread(handed: Handed, exercise: Exercise, language: str, key: str, problem: Exception) -> Graded:
    """What cannot be read is invalid if that is its own fault; whatever else went wrong is ours, and stops nobody."""
    if isinstance(problem, SubmissionInvalid):
        return Graded(handed=handed, language=language, report=invalid(exercise, str(problem)), key=key)
    said = str(problem) if isinstance(problem, OSError | NotOpened) else f"{type(problem).__name__}: {problem}"
    ours = Outcome(verdict=Verdict.ERROR, message=f"it could not be read: {said}")
    return Graded(handed=handed, language=language, report=report(describe(exercise), ours, seed=0))
