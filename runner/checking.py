"""One check of one target: read, graded, remembered."""

from __future__ import annotations

import contextlib
import signal
from typing import TYPE_CHECKING, NoReturn

from graders.errors import SubmissionInvalid
from runner import progress
from runner.cli import tell
from runner.errors import ProgressUnavailable
from runner.submission import Submission

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from runner.report import Report
    from runner.target import Target


def nothing() -> None:
    """Do nothing."""


def check(
    target: Target, *, sandbox: str = "auto", seed: int | None = None, meanwhile: Callable[[], object] = nothing
) -> Report:
    """Grade a target. Once per process, for pytest runs once.

    Args:
        target: whose work on what.
        sandbox: ``auto`` or the name of a backend.
        seed: see ``runner.grade.grade``.
        meanwhile: what the caller can do while another process is at work.

    Raises:
        KeyboardInterrupt: the user stopped it, or the process was asked to end; nothing is left running.
    """
    from runner import ahead
    from runner.grade import describe, invalid, plan, report

    with ending_cleanly():
        try:
            submission = Submission.read(target.exercise, target.folder, target.language, advice=target.advice)
        except SubmissionInvalid as error:
            return invalid(target.exercise, str(error))
        grading = plan(target.exercise, submission, sandbox=sandbox, seed=seed)
        described = []

        def prepare() -> None:
            described.append(describe(target.exercise))
            meanwhile()

        outcome = ahead.carry_out(grading, meanwhile=prepare)
        return report(described[0], outcome, seed=grading.seed)


def prepare_to_remember() -> None:
    """Import what keeping an attempt takes; it takes a while."""
    import sqlite3  # noqa: F401


def remember(report: Report, language: str) -> None:
    """Keep the attempt. A store that cannot be used costs one line on stderr, never the check."""
    try:
        progress.Progress().record(
            progress.Attempt(
                exercise=report.exercise.id,
                language=language,
                version=report.exercise.version,
                verdict=report.verdict,
                score=report.score,
                max_score=report.max_score,
                at=progress.now(),
            )
        )
    except ProgressUnavailable as problem:
        tell(f"this attempt is not remembered: {problem.what} ({problem.where})", exit_code=0, word="warning")


@contextlib.contextmanager
def ending_cleanly() -> Iterator[None]:
    """While it lasts, SIGTERM and a closed terminal unwind like Ctrl-C, so that cleaning up happens."""
    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, _interrupt) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
