"""The pipeline: exercise and submission in, report out.

The sandbox is started first and waited for last, so that it starts while pytest is imported and the hidden
tests are collected.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from graders.grading import Grading, Sessions
from graders.outcome import Verdict
from graders.run import Outcome, run_checks
from runner.report import ExerciseInfo, Report
from sandbox.errors import SandboxError
from sandbox.opening import Opener
from sandbox.spec import SandboxSpec

if TYPE_CHECKING:
    from runner.manifest import Exercise
    from runner.submission import Submission
    from sandbox.session import SandboxInfo

SEED_BYTES = 4


def grade(exercise: Exercise, submission: Submission, *, sandbox: str = "auto", seed: int | None = None) -> Report:
    """Run the hidden tests of an exercise against a submission, in a sandbox. Once per process.

    Args:
        exercise: what is asked for.
        submission: what was handed in.
        sandbox: ``auto`` or the name of a backend.
        seed: what the random choices of the tests come from; drawn if None, and in the report either way.

    Returns:
        The report. A sandbox that can't be had is a report with the verdict ``error``, not an exception.

    Raises:
        KeyboardInterrupt: the user stopped it; nothing is left running.
    """
    started = time.monotonic()
    seed = int.from_bytes(os.urandom(SEED_BYTES), "big") if seed is None else seed
    spec = SandboxSpec(image=exercise.image, limits=exercise.limits, hidden=(str(exercise.path),))
    opener = Opener(sandbox, spec)
    sessions = Sessions(
        Grading(
            exercise_dir=exercise.path,
            tests_dir=exercise.tests_dir,
            grader=exercise.grader,
            language=submission.language,
            files=submission.files,
            handed_in=exercise.files[submission.language],
            seed=seed,
            limits=exercise.limits,
            open_session=opener,
        )
    )
    info: SandboxInfo | None = None
    try:
        sessions.begin()
        outcome = run_checks(sessions)
        info = sessions.info
    except SandboxError as error:
        outcome = Outcome(verdict=Verdict.ERROR, checks=(), message=str(error))
    finally:
        sessions.close()
        opener.close()
    return report(exercise, outcome, info=info, seed=seed, seconds=time.monotonic() - started)


def invalid(exercise: Exercise, message: str) -> Report:
    """The report on a submission that could not even be read. No attempt is counted."""
    outcome = Outcome(verdict=Verdict.INVALID, checks=(), message=message)
    return report(exercise, outcome, info=None, seed=0, seconds=0.0)


def report(exercise: Exercise, outcome: Outcome, *, info: SandboxInfo | None, seed: int, seconds: float) -> Report:
    """The report on an outcome."""
    return Report(
        exercise=ExerciseInfo(id=exercise.id, version=exercise.version, title=exercise.title, skill=exercise.skill),
        verdict=outcome.verdict,
        score=sum(check.points for check in outcome.checks),
        max_score=sum(check.max_points for check in outcome.checks),
        checks=outcome.checks,
        sandbox=info,
        seed=seed,
        seconds=round(seconds, 6),
        message=outcome.message,
    )
