"""The pipeline: exercise and submission in, report out.

    Exercise + Submission -> Grading -> Outcome -> Report

``Grading`` and ``Outcome`` are plain data, so what is between them can be done in another process.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from graders.grading import Grading
from graders.outcome import Verdict
from graders.run import Outcome, carry_out
from runner.catalog import builtin_folder
from runner.report import ExerciseInfo, Report

if TYPE_CHECKING:
    from runner.manifest import Exercise
    from runner.submission import Submission

SEED_BYTES = 4
PYTHON = "python"


def grade(
    exercise: Exercise,
    submission: Submission,
    *,
    sandbox: str = "auto",
    seed: int | None = None,
    only: tuple[str, ...] = (),
) -> Report:
    """Run the hidden tests of an exercise against a submission, in a sandbox. Once per process.

    Args:
        exercise: what is asked for.
        submission: what was handed in.
        sandbox: ``auto`` or the name of a backend.
        seed: what the random choices of the tests come from; drawn if None, and in the report either way.
        only: the names of the tests that are run; all of them without any.

    Returns:
        The report. A sandbox that can't be had is a report with the verdict ``error``, not an exception.

    Raises:
        KeyboardInterrupt: the user stopped it; nothing is left running.
    """
    grading = replace(plan(exercise, submission, sandbox=sandbox, seed=seed), only=only)
    return report(describe(exercise), carry_out(grading), seed=grading.seed)


def plan(exercise: Exercise, submission: Submission, *, sandbox: str, seed: int | None) -> Grading:
    """What there is to do for a report."""
    handed_in = exercise.files[submission.language]
    serve = exercise.serve.spec(submission.language, handed_in) if exercise.serve else None
    return Grading(
        exercise_dir=exercise.path,
        tests_dir=exercise.tests_dir,
        grader=exercise.grader,
        language=submission.language,
        files=dict(submission.files),
        handed_in=handed_in,
        seed=int.from_bytes(os.urandom(SEED_BYTES), "big") if seed is None else seed,
        limits=exercise.limits_for(submission.language),
        image=exercise.image_for(submission.language),
        services=exercise.services_for(submission.language),
        packages=exercise.packages_for(submission.language),
        sandbox=sandbox,
        pack_dir=exercise.pack or builtin_folder(),
        reference_dir=exercise.solution_dir(PYTHON),
        reference_files=exercise.files.get(PYTHON, ()),
        serve=serve,
    )


def invalid(exercise: Exercise, message: str) -> Report:
    """The report on a submission that could not even be read. No attempt is counted."""
    return report(describe(exercise), Outcome(verdict=Verdict.INVALID, message=message), seed=0)


def describe(exercise: Exercise) -> ExerciseInfo:
    """What a report says of an exercise. Reads all of its files, for the version."""
    return ExerciseInfo(id=exercise.id, version=exercise.version, title=exercise.title, skill=exercise.skill)


def report(exercise: ExerciseInfo, outcome: Outcome, *, seed: int) -> Report:
    """The report on an outcome."""
    return Report(
        exercise=exercise,
        verdict=outcome.verdict,
        score=sum(check.points for check in outcome.checks),
        max_score=sum(check.max_points for check in outcome.checks),
        checks=outcome.checks,
        sandbox=outcome.info,
        seed=seed,
        seconds=round(outcome.seconds, 6),
        message=outcome.message,
    )
