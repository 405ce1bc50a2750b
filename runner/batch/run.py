"""One batch from beginning to end: what there is, what is known, what is graded now."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar, cast

from runner.batch import engine
from runner.batch.store import Store
from runner.errors import NoSandbox, UsageProblem
from sandbox.backends import candidates, create_backend
from sandbox.errors import SandboxError
from sandbox.opening import Opener
from sandbox.spec import SandboxSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from graders.outcome import Verdict
    from runner.batch.cluster import Cluster
    from runner.batch.model import Graded, Handed
    from runner.manifest import Exercise
    from runner.report import Report

T = TypeVar("T")
SEED_DIGITS = 8
"""How many hexadecimal digits of an exercise's version its seed is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One of several parts of a batch, for machines that work side by side.

    Attributes:
        index: which part, from 1.
        count: of how many.
    """

    index: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """``2/5``. Raises ``UsageProblem``."""
        index, slash, count = text.partition("/")
        if not (slash and index.isdecimal() and count.isdecimal() and 1 <= int(index) <= int(count)):
            raise UsageProblem(f'"{text}" is no part of a batch', next_step="for the second of five: --shard 2/5")
        return cls(index=int(index), count=int(count))

    def has(self, handed: Handed) -> bool:
        """Whether a submission is of this part: decided by learner and exercise alone, the same on every machine."""
        name = f"{handed.learner}\0{handed.exercise}".encode("utf-8", "surrogateescape")
        return int.from_bytes(hashlib.sha256(name).digest()[:8], "big") % self.count == self.index - 1


@dataclass(slots=True)
class Tally:
    """How far a batch is.

    Attributes:
        total: how many submissions there are.
        verdicts: how many ended so, by verdict.
        cached: how many of them were known from before.
    """

    total: int
    cached: int = 0
    verdicts: dict[Verdict, int] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """How many have ended."""
        return sum(self.verdicts.values())

    def count(self, graded: Graded) -> None:
        """Take one more into account."""
        verdict = graded.report.verdict
        self.verdicts[verdict] = self.verdicts.get(verdict, 0) + 1
        self.cached += graded.cached


def choose_sandbox(name: str, *, trusted: bool) -> str:
    """The backend for a batch: the first of ``auto`` that starts, and never a plain process for strangers' work.

    Raises:
        UsageProblem: ``process`` was asked for without trust.
        NoSandbox: none works.
    """
    advice = "--trust-submissions allows it for work that you would run with your own hands"
    if name == "process" and not trusted:
        raise UsageProblem("a process is no wall: it must not grade the work of others", next_step=advice)
    refusals: list[str] = []
    for candidate in candidates(name):
        if candidate == "process" and not trusted:
            refusals.append("process: not used, for it is no wall")
            continue
        opener = Opener(candidate, SandboxSpec())
        try:
            with contextlib.closing(opener), opener() as session:
                import_module("graders.plugin")  # and pytest, which grading needs, while the sandbox starts
                session.ready()
        except SandboxError as error:
            refusals.append(f"{candidate}: {error}")
        else:
            return candidate
    raise NoSandbox(
        "no sandbox works here for grading other people's work",
        where="\n".join(refusals),
        next_step="install Docker or bubblewrap (`kata doctor` says what is missing), or --trust-submissions",
    )


def images(backend: str) -> Callable[[str], str]:
    """What identifies an image by name on a backend, for the keys of results."""
    if backend != "docker":
        return lambda _: backend
    from sandbox.images import IMAGES, built

    digests = {image.tag: image.digest for image in built()}
    return lambda name: f"{backend} {digests.get(IMAGES[name].tag, IMAGES[name].tag)}"


def seed_of(exercise: Exercise) -> int:
    """The seed of an exercise where none is named: the same for everyone, and another one when it has changed."""
    return int(exercise.version[:SEED_DIGITS], 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A batch, ready to run.

    Attributes:
        handed: the submissions.
        exercises: those that they are for, by id.
        sandbox: the backend, which has been seen to work.
        results: the file of the store.
        jobs: how many run their checks at once.
        seed: one for all exercises, or None for each exercise's own.
        cluster: where they are graded, if not here; closed at the end.
    """

    handed: Sequence[Handed]
    exercises: Mapping[str, Exercise]
    sandbox: str
    results: Path
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    seed: int | None = None
    cluster: Cluster | None = None

    def run(self, tell: Callable[[Graded, Tally], None]) -> list[Graded]:
        """Grade what is not known yet, keeping each result as soon as it is there.

        Args:
            tell: called after each submission.

        Returns:
            All submissions of this batch, in their order.

        Raises:
            StoreUnusable: results cannot be kept; those that are, stay.
            KeyboardInterrupt: the user stopped it; nothing is left running, and what is finished is kept.
        """
        tally = Tally(total=len(self.handed))
        found: list[Graded] = []
        said: dict[object, object] = {}
        seed = self.seed
        rules = engine.Rules(
            sandbox=self.sandbox,
            image=self.cluster.image if self.cluster else images(self.sandbox),
            seed=seed_of if seed is None else lambda _: seed,
            opens=self.cluster is None,
        )
        in_turn = sorted(self.handed, key=lambda one: (one.exercise, one.language, one.learner))
        with contextlib.closing(Store(self.results)) as store:
            grader = self.cluster or engine.local(self.jobs, docker=self.sandbox == "docker")
            grading = engine.grade(in_turn, self.exercises, rules, known=store.known, grader=grader)
            with contextlib.closing(grading):
                for graded in grading:
                    store.keep(graded)
                    tally.count(graded)
                    found.append(replace(graded, report=_lean(graded.report, said)))
                    tell(graded, tally)
        return sorted(found, key=lambda graded: graded.handed)


def _lean(report: Report, said: dict[object, object]) -> Report:
    """The same report, made of what others have said before it: thousands of them name the same checks and limits."""

    def once(value: T) -> T:
        return cast("T", said.setdefault(value, value))

    alike = ("name", "title", "points", "max_points", "message", "output", "hint")
    checks = tuple(replace(check, **{name: once(getattr(check, name)) for name in alike}) for check in report.checks)
    return replace(report, exercise=once(report.exercise), checks=checks, sandbox=once(report.sandbox))


def gaps(backend: str) -> tuple[str, ...]:
    """What a backend does not hold, a sentence each."""
    return create_backend(backend).gaps()


def of(handed: Iterable[Handed], shard: Shard | None) -> list[Handed]:
    """The submissions of a part."""
    return [one for one in handed if shard is None or shard.has(one)]
