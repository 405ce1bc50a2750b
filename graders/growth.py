"""The grader ``growth``: how the cost of a solution grows with what it is given, measured from outside.

A pytest plugin with one fixture, ``growth``. The solution and the reference run in two sandboxes of the same kind, one
measurement of each in turn, on the same inputs. What counts is the processor time of the sandbox's cgroup, which is
the kernel's word and not the solution's, and where there is none, the time that a call takes.

The reference's sandbox holds nothing of the learner's, and the learner's nothing of the reference.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from graders.errors import ExerciseInvalid
from graders.fixtures import SESSIONS
from graders.function import GRADER, FunctionGrader
from graders.grading import Sessions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from graders.grading import Grading
    from graders.growing.curve import Finding
    from graders.growing.measuring import Case, Subject

START = 250
MOST = 256_000
RULE = "the cost grows like that of a good solution"


class Growth:
    """The solution and the reference, each in its sandbox, and demands on how their costs grow."""

    def __init__(self, sessions: Sessions, grader: FunctionGrader, reference: Sessions, name: str) -> None:
        self._sessions = sessions
        self._grader = grader
        self._reference = reference
        self._control = FunctionGrader(reference)
        self._name = name

    def like_reference(
        self,
        case: Case,
        *,
        start: int = START,
        most: int = MOST,
        rule: str = RULE,
        unit: str = "n",
    ) -> None:
        """The solution's cost grows no faster than the reference's.

        Args:
            case: ``case(module, n, rng)`` makes an input of size ``n`` and returns a function without parameters that
                gives the module's answer. Only that function is measured. Its answer is a plain value.
            start: the smallest size.
            most: the largest.
            rule: what the message says.
            unit: what the sizes count.
        """
        from graders.growing.errors import WrongAnswer
        from graders.growing.measuring import Measuring

        subjects = self._subject(self._sessions, self._grader), self._subject(self._reference, self._control)
        self._reference.current().allow(self._sessions.grading.limits.seconds)
        seed = f"{self._sessions.grading.seed}/{self._name}"
        measuring = Measuring(*subjects, case, same=_same, seed=seed)
        try:
            found = measuring.answer(start=start, most=most)
        except WrongAnswer as wrong:
            size, answer, expected = wrong.args
            pytest.fail(_wrong(size, answer, expected, unit), pytrace=False)
        if found.grows_faster:
            pytest.fail(_told(found, rule, unit, self._clock_name), pytrace=False)

    def _subject(self, sessions: Sessions, grader: FunctionGrader) -> Subject:
        from graders.growing.measuring import Subject, wall_clock

        module = grader.main_module()
        session = sessions.current()
        if session.processor_seconds is None:
            return Subject(module, wall_clock, steady=False)
        return Subject(module, lambda: session.processor_seconds or 0.0)

    @property
    def _clock_name(self) -> str:
        counted = self._sessions.current().processor_seconds is not None
        return "processor time of the sandbox" if counted else "time of the calls"


def _same(answer: Any, expected: Any) -> bool:
    """Equal, and of one type; a stand-in for something that is still to be worked out equals no plain value."""
    return type(answer) is type(expected) and bool(answer == expected)


def _wrong(size: int, answer: Any, expected: Any, unit: str) -> str:
    from graders.bounded import bounded

    return (
        f"Rule: how the cost grows counts only where the answer is right.\nwith {size:,} {unit}\n"
        f"  gave      {bounded(answer)}\n  expected  {bounded(expected)}"
    )


def _told(found: Finding, rule: str, unit: str, clock: str) -> str:
    rows = [(f"{unit}", "yours", "reference")]
    rows += [(f"{size:,}", _seconds(found.costs[size]), _seconds(found.controls[size])) for size in found.costs]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  " + "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    yours, reference = (_doubling(costs) for costs in (found.costs, found.controls))
    return "\n".join(
        (
            f"Rule: {rule}.",
            *lines,
            f"Doubled once more, the {unit} took yours {yours:.1f} times as long, the reference {reference:.1f}.",
            f"({clock}, the least of {found.rounds} measurements)",
        )
    )


def _doubling(costs: Mapping[int, float]) -> float:
    """How many times as much the largest size costs as the one before."""
    before, last = list(costs.values())[-2:]
    return last / before


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds >= 1e-4 else f"{seconds * 1e6:.0f} us"  # noqa: PLR2004 - a tenth of a ms


def _reference_folder(grading: Grading) -> Path:
    """The reference in the language of the solution, so that both are measured alike."""
    solution = grading.exercise_dir / "solution"
    return solution / grading.language if (solution / grading.language).is_dir() else solution


@pytest.fixture(scope="session")
def _reference_sessions(request: pytest.FixtureRequest) -> Iterator[Sessions]:
    grading = request.config.stash[SESSIONS].grading
    folder = _reference_folder(grading)
    names = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in names}
    if not files:
        raise ExerciseInvalid("the fixture growth needs a reference solution")
    with contextlib.closing(Sessions(replace(grading, files=files))) as sessions:
        yield sessions


@pytest.fixture
def growth(request: pytest.FixtureRequest, _reference_sessions: Sessions) -> Growth:
    """How the cost of the solution grows, held against the reference."""
    config = request.config
    return Growth(config.stash[SESSIONS], config.stash[GRADER], _reference_sessions, request.node.name)
