"""``kata regrade``: grade again what was graded by another version of an exercise."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import click

from runner.commands import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    name="regrade",
    short_help="Grade again after an exercise was mended.",
    epilog=options.examples(
        "kata regrade --changed                            what has changed since, and who is concerned",
        "kata regrade --exercise sql-01 --report csv=grades.csv",
    ),
)
@options.results_option
@click.option("--changed", is_flag=True, help="Those exercises that are not what they were.")
@options.wanted_option
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Gradings at once [default: processors].")
@options.report_option
@options.feedback_option
@options.sandbox_option
@click.option("--trust-submissions", is_flag=True, help="Allow --sandbox process, which holds nothing back.")
@options.seed_option
@options.exercises_option
def command(
    *,
    results: Path,
    changed: bool,
    wanted: tuple[str, ...],
    jobs: int | None,
    reports: tuple[str, ...],
    feedback: str,
    sandbox: str,
    trust_submissions: bool,
    seed: int | None,
    packs: tuple[Path, ...],
) -> int:
    """Grade again what was graded by another version of an exercise, and show whose score moves, and why.

    The submissions are read from where they were graded the first time.
    """
    from runner.batch import run
    from runner.batch.moving import by_exercise, moves
    from runner.batch.store import Store
    from runner.catalog import Catalog
    from runner.checking import ending_cleanly
    from runner.commands import batch_output
    from runner.errors import StoreUnusable, UsageProblem
    from runner.gradebook import Gradebook
    from runner.renderers.text import visible

    files = batch_output.files_of(reports)
    if not changed and not wanted:
        raise UsageProblem("it is not said what to grade again", next_step="--changed, or --exercise ID")
    if not results.is_file():
        raise StoreUnusable("there is no such file of results", where=str(results))
    with contextlib.closing(Store(results)) as store:
        before = store.all()
    catalog = Catalog.open(packs)
    graded = by_exercise(before)
    for exercise_id in wanted:
        catalog.find(exercise_id)
    exercises = {name: catalog.find(name) for name in graded if not wanted or name in wanted}
    if changed:
        versions = {name: {one.report.exercise.version for one in graded[name]} for name in exercises}
        exercises = {name: one for name, one in exercises.items() if versions[name] != {one.version}}
    if not exercises:
        click.echo("Nothing has changed: no result is of another version of its exercise.")
        return 0
    concerned = [one for name in exercises for one in graded[name]]
    click.echo(f"grading {len(concerned)} submissions again, to {', '.join(exercises)}", err=True)
    backend = run.choose_sandbox(sandbox, trusted=trust_submissions)
    batch = run.Batch(
        handed=[one.handed for one in concerned],
        exercises=exercises,
        sandbox=backend,
        results=results,
        jobs=jobs or os.cpu_count() or 1,
        seed=seed,
    )
    with ending_cleanly():
        after = batch.run(batch_output.Progress().tell)
    found = moves(concerned, after)
    for move in found:
        who = visible(move.after.handed.learner)
        old, new = move.before.report, move.after.report
        scores = f"{old.score:g}/{old.max_score:g} -> {new.score:g}/{new.max_score:g}"
        click.echo(f"{who}, {move.after.handed.exercise}: {scores}")
        for reason in move.reasons:
            click.echo(f"  {visible(reason)}")
    click.echo(f"{len(found)} of {len(after)} results moved.")
    with contextlib.closing(Store(results)) as store:
        book = Gradebook(graded=store.all(), sandbox=backend, feedback=feedback)
    batch_output.write(files, book)
    return batch_output.summarise(book)
