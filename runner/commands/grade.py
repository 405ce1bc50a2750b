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
        "kata grade handed-in --report csv=grades.csv --report html=report.html",
        "kata grade handed-in --report gradescope=out --feedback names",
        "kata grade repos --layout 'week1-{learner}/{exercise}' --jobs 4",
        "kata grade handed-in --shard 2/5 --results part2.sqlite3",
        "kata grade handed-in --engine dask://scheduler:8786",
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
@click.option("--engine", metavar="dask://HOST:PORT", help="Have the workers of a Dask cluster do it.")
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
    engine: str | None,
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
    from runner.commands.live import Progress
    from runner.gradebook import Gradebook

    files = batch_output.files_of(reports)
    part = run.Shard.parse(shard) if shard is not None else None
    catalog = Catalog.open(packs)
    known = catalog.entries()
    for exercise_id in wanted:
        catalog.find(exercise_id)
    found = layouts.find(submissions, pattern=layout, exercises=wanted, known=known)
    handed = run.of(found.handed, part)
    cluster = None
    if engine is not None:
        from runner.batch.cluster import Cluster

        cluster = Cluster(engine, sandbox=sandbox, trusted=trust_submissions)
    backend = cluster.about.sandbox if cluster else run.choose_sandbox(sandbox, trusted=trust_submissions)
    batch = run.Batch(
        handed=handed,
        exercises={exercise_id: catalog.find(exercise_id) for exercise_id in {one.exercise for one in handed}},
        sandbox=backend,
        results=results,
        jobs=jobs or os.cpu_count() or 1,
        seed=seed,
        cluster=cluster,
    )
    started = time.monotonic()
    exercises = "1 exercise" if len(batch.exercises) == 1 else f"{len(batch.exercises)} exercises"
    click.echo(
        f"{len(handed)} submissions to {exercises}, laid out as {found.layout.pattern};"
        f" {cluster.about.threads if cluster else batch.jobs} at once under {backend}, results in {results}",
        err=True,
    )
    gaps = cluster.about.gaps if cluster else run.gaps(backend)
    batch_output.gaps(backend, gaps)
    batch_output.misfits(found.misfits)
    with ending_cleanly(), Progress() as progress:
        graded = batch.run(progress.tell)
    book = Gradebook(
        graded=graded,
        misfits=found.misfits,
        sandbox=backend,
        gaps=gaps,
        seconds=time.monotonic() - started,
        feedback=feedback,
    )
    return batch_output.finish(files, book)
