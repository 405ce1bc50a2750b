"""``kata grade``: grade what many people handed in."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from runner.commands import options


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
@options.wanted_option
@click.option("--layout", metavar="PATTERN", help="How the folders are laid out, like '{learner}/{exercise}'.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Gradings at once [default: processors].")
@options.results_option
@options.report_option
@options.feedback_option
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
    from runner.commands import batch_output
    from runner.gradebook import Gradebook

    files = batch_output.files_of(reports)
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
    exercises = "1 exercise" if len(batch.exercises) == 1 else f"{len(batch.exercises)} exercises"
    click.echo(
        f"{len(handed)} submissions to {exercises}, laid out as {found.layout.pattern};"
        f" {batch.jobs} at once under {backend}, results in {results}",
        err=True,
    )
    gaps = run.gaps(backend)
    batch_output.gaps(backend, gaps)
    batch_output.misfits(found.misfits)
    with ending_cleanly():
        graded = batch.run(batch_output.Progress().tell)
    book = Gradebook(
        graded=graded,
        misfits=found.misfits,
        sandbox=backend,
        gaps=gaps,
        seconds=time.monotonic() - started,
        feedback=feedback,
    )
    batch_output.write(files, book)
    return batch_output.summarise(book)
