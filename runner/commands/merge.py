"""``kata merge``: the results of several machines, together."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from runner.commands import options


@click.command(
    name="merge",
    short_help="Put results of several machines together.",
    epilog=options.examples(
        "kata merge all.sqlite3 part1.sqlite3 part2.sqlite3 --report csv=grades.csv",
        "kata merge all.sqlite3 --report csv=grades.csv      only the files, of results that are there",
    ),
)
@click.argument("results", metavar="RESULTS", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("parts", metavar="[PART]...", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@options.report_option
@options.feedback_option
def command(*, results: Path, parts: tuple[Path, ...], reports: tuple[str, ...], feedback: str) -> int:
    """Take the results of each PART into RESULTS, and show and write what is in it then.

    Nothing is doubled, however often it is done; where both have a learner's result, that of RESULTS stays.
    """
    from runner.batch.store import Store
    from runner.commands import batch_output
    from runner.errors import StoreUnusable
    from runner.gradebook import Gradebook

    files = batch_output.files_of(reports)
    if not parts and not results.is_file():
        raise StoreUnusable("there is no such file of results", where=str(results))
    with contextlib.closing(Store(results)) as store:
        for part in parts:
            new = store.take_in(part)
            click.echo(f"{part}: {new} new results", err=True)
        book = Gradebook(graded=store.all(), feedback=feedback)
    return batch_output.finish(files, book)
