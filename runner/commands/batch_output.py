"""How the commands on batches tell of themselves: what begins, how far it is, what came of it, files."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.outcome import Verdict
from runner.errors import OURS, PASSED, UsageProblem, close_match
from runner.gradebook import FORMATS, format_named
from runner.renderers.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runner.batch.model import Graded, Misfit
    from runner.batch.run import Tally
    from runner.gradebook import Gradebook

MISFITS_SHOWN = 20
TERMINAL_SECONDS, LOG_SECONDS = 0.2, 10.0
"""How often progress is told: a screen is written over, a log is kept."""


def files_of(reports: Sequence[str]) -> dict[Path, str]:
    """The files to write and their formats."""
    files: dict[Path, str] = {}
    for text in reports:
        name, equals, file = text.partition("=")
        if not equals or not file or name not in FORMATS:
            meant = close_match(name, tuple(FORMATS))
            raise UsageProblem(
                f'"{text}" is no report' + (f'; did you mean "{meant}={file or "FILE"}"?' if meant else ""),
                next_step=f"a format and a file: {', '.join(f'{known}=FILE' for known in FORMATS)}",
            )
        files[Path(file)] = name
    return files


def misfits(found: Sequence[Misfit]) -> None:
    """What is among the submissions and is none."""
    if not found:
        return
    click.echo(f"{len(found)} found that fit nowhere, and are not graded:", err=True)
    for misfit in found[:MISFITS_SHOWN]:
        click.echo(f"  {visible(str(misfit.place))}: {misfit.reason}", err=True)
    if len(found) > MISFITS_SHOWN:
        click.echo(f"  and {len(found) - MISFITS_SHOWN} more", err=True)


def gaps(sandbox: str, sentences: Sequence[str]) -> None:
    """What the sandbox does not hold: whoever grades strangers' work is told."""
    for sentence in sentences:
        click.echo(f"  {sandbox} does not hold: {sentence}", err=True)


class Progress:
    """A line now and then on standard error: at most one a second on a terminal, one in ten seconds in a log."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._every = TERMINAL_SECONDS if self._terminal else LOG_SECONDS
        self._started = self._last = time.monotonic()

    def tell(self, _: Graded, tally: Tally) -> None:
        """One more is there."""
        now = time.monotonic()
        finished = tally.done == tally.total
        if now - self._last < self._every and not finished:
            return
        self._last = now
        fresh = tally.done - tally.cached
        rate = fresh / max(now - self._started, 1e-6)
        left = f", about {(tally.total - tally.done) / rate:.0f} s left" if fresh and not finished else ""
        not_passed = tally.done - sum(count for verdict, count in tally.verdicts.items() if verdict.value == "passed")
        line = f"{tally.done} of {tally.total}, {not_passed} not passed, {rate:.1f} a second{left}"
        if self._terminal:
            sys.stderr.write(f"\r\x1b[K{line}" + ("\n" if finished else ""))
            sys.stderr.flush()
        else:
            click.echo(line, err=True)


def write(files: dict[Path, str], book: Gradebook) -> None:
    """Write the files that were asked for."""
    for file, name in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(format_named(name).render(book), encoding="utf-8", newline="")
        click.echo(f"wrote {file}", err=True)


def summarise(book: Gradebook) -> int:
    """A row for each exercise, and what could not be graded; the exit code."""
    click.echo(f"{'exercise':16} {'handed in':>9} {'passed':>7} {'not yet':>8} {'invalid':>8} {'score':>6}")
    for exercise in book.exercises:
        mine = [graded.report for graded in book.graded if graded.handed.exercise == exercise]
        counted = [report for report in mine if report.verdict is not Verdict.ERROR and report.max_score]
        share = sum(report.score / report.max_score for report in counted) / len(counted) if counted else 0.0
        passed = sum(report.verdict is Verdict.PASSED for report in mine)
        invalid = sum(report.verdict is Verdict.INVALID for report in mine)
        other = len([report for report in mine if report.verdict is not Verdict.ERROR]) - passed - invalid
        click.echo(f"{exercise:16} {len(mine):9} {passed:7} {other:8} {invalid:8} {share:6.0%}")
    for graded in book.errors:
        reason = visible((graded.report.message or _first_error(graded)).partition("\n")[0])
        click.echo(f"could not be graded: {visible(graded.handed.learner)}, {graded.handed.exercise}: {reason}")
    if book.errors:
        click.echo("These are no grades: run the same command again, and only they are tried.")
    return OURS if book.errors else PASSED


def _first_error(graded: Graded) -> str:
    return next((check.message for check in graded.report.checks if check.verdict is Verdict.ERROR), "no reason given")
