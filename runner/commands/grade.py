"""``kata grade``: grade what many people handed in."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.commands import options
from runner.errors import OURS, PASSED, UsageProblem, close_match
from runner.gradebook import FEEDBACK, FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runner.batch.model import Graded, Misfit
    from runner.batch.run import Batch, Tally
    from runner.gradebook import Gradebook

MISFITS_SHOWN = 20


@click.command(
    name="grade",
    short_help="Grade what many people handed in.",
    epilog=options.examples(
        "kata grade handed-in                          a folder a learner, in it one an exercise",
        "kata grade handed-in --exercise sql-01        a folder, file or archive a learner",
        "kata grade handed-in --report csv=grades.csv --report jsonl=grades.jsonl",
        "kata grade repos --layout 'week1-{learner}/{exercise}' --jobs 4",
        "kata grade handed-in --shard 2/5 --results part2.sqlite3",
    ),
)
@click.argument("submissions", metavar="SUBMISSIONS", type=click.Path(path_type=Path))
@click.option(
    "--exercise",
    "wanted",
    multiple=True,
    metavar="ID",
    type=options.ExerciseId(),
    help="Only this one; may be repeated.",
)
@click.option("--layout", metavar="PATTERN", help="How the folders are laid out, like '{learner}/{exercise}'.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Gradings at once [default: processors].")
@click.option(
    "--results",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("kata-results.sqlite3"),
    show_default=True,
    metavar="FILE",
    help="Where results are kept; what is there is not graded again.",
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FORMAT=FILE",
    help=f"Write a file: {', '.join(FORMATS)}; may be repeated.",
)
@click.option(
    "--feedback", type=click.Choice(FEEDBACK), default="full", show_default=True, help="How much the files tell."
)
@click.option("--shard", metavar="K/N", help="Only the K-th of N parts, for machines side by side.")
@options.sandbox_option
@click.option("--trust-submissions", is_flag=True, help="Allow --sandbox process, which holds nothing back.")
@options.seed_option
@options.exercises_option
def command(
    *,
    submissions: Path,
    wanted: tuple[str, ...],
    layout: str | None,
    jobs: int | None,
    results: Path,
    reports: tuple[str, ...],
    feedback: str,
    shard: str | None,
    sandbox: str,
    trust_submissions: bool,
    seed: int | None,
    packs: tuple[Path, ...],
) -> int:
    """Grade what many people handed in, each in a sandbox of its own.

    Results are kept as they come: a run that was stopped goes on where it was, and what has not changed costs
    nothing. Ends with 0 when everything was graded, whatever the grades, and with 3 when something could not be.
    """
    from runner.batch import layout as layouts
    from runner.batch import run
    from runner.catalog import Catalog
    from runner.checking import ending_cleanly
    from runner.gradebook import Gradebook

    files = _files(reports)
    part = run.Shard.parse(shard) if shard is not None else None
    catalog = Catalog.open(packs)
    known = catalog.entries()
    for exercise_id in wanted:
        catalog.find(exercise_id)
    found = layouts.find(submissions, pattern=layout, exercises=wanted, known=known)
    handed = run.of(found.handed, part)
    backend = run.choose_sandbox(sandbox, trusted=trust_submissions)
    batch = run.Batch(
        handed=handed,
        exercises={exercise_id: catalog.find(exercise_id) for exercise_id in {one.exercise for one in handed}},
        sandbox=backend,
        results=results,
        jobs=jobs or os.cpu_count() or 1,
        seed=seed,
    )
    started = time.monotonic()
    _begin(batch, found.misfits, found.layout.pattern)
    with ending_cleanly():
        graded = batch.run(_Progress().tell)
    book = Gradebook(
        graded=graded,
        misfits=found.misfits,
        sandbox=backend,
        gaps=run.gaps(backend),
        seconds=time.monotonic() - started,
        feedback=feedback,
    )
    _write(files, book)
    _summarise(book)
    return OURS if book.errors else PASSED


def _files(reports: Sequence[str]) -> dict[Path, str]:
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


def _begin(batch: Batch, misfits: Sequence[Misfit], pattern: str) -> None:
    from runner.renderers.text import visible

    exercises = "1 exercise" if len(batch.exercises) == 1 else f"{len(batch.exercises)} exercises"
    click.echo(
        f"{len(batch.handed)} submissions to {exercises}, laid out as {pattern};"
        f" {batch.jobs} at once under {batch.sandbox}, results in {batch.results}",
        err=True,
    )
    from runner.batch.run import gaps

    for sentence in gaps(batch.sandbox):
        click.echo(f"  {batch.sandbox} does not hold: {sentence}", err=True)
    if misfits:
        click.echo(f"{len(misfits)} found that fit nowhere, and are not graded:", err=True)
        for misfit in misfits[:MISFITS_SHOWN]:
            click.echo(f"  {visible(str(misfit.place))}: {misfit.reason}", err=True)
        if len(misfits) > MISFITS_SHOWN:
            click.echo(f"  and {len(misfits) - MISFITS_SHOWN} more", err=True)


class _Progress:
    """A line now and then on standard error: at most one a second on a terminal, one in ten seconds in a log."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._every = 0.2 if self._terminal else 10.0
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


def _write(files: dict[Path, str], book: Gradebook) -> None:
    from runner.gradebook import format_named

    for file, name in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(format_named(name).render(book), encoding="utf-8", newline="")
        click.echo(f"wrote {file}", err=True)


def _summarise(book: Gradebook) -> None:
    """A row for each exercise, and what could not be graded."""
    from graders.outcome import Verdict
    from runner.renderers.text import visible

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


def _first_error(graded: Graded) -> str:
    from graders.outcome import Verdict

    return next((check.message for check in graded.report.checks if check.verdict is Verdict.ERROR), "no reason given")
