"""``kata regrade``: grade again what was graded by another version of an exercise."""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from graders.outcome import Verdict
from runner.commands import options
from runner.renderers.text import line_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from runner.batch.model import Graded
    from runner.batch.moving import Move
    from runner.catalog import Catalog
    from runner.manifest import Exercise


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
    from runner.commands.live import Progress
    from runner.errors import OURS, PASSED, StoreUnusable, UsageProblem
    from runner.gradebook import Gradebook

    files = batch_output.files_of(reports)
    if not changed and not wanted:
        raise UsageProblem("it is not said what to grade again", next_step="--changed, or --exercise ID")
    if not results.is_file():
        raise StoreUnusable("there is no such file of results", where=str(results))
    with contextlib.closing(Store(results)) as store:
        before = store.all()
    catalog = Catalog.open(packs)
    exercises = _exercises(catalog, by_exercise(before), wanted, changed=changed)
    if not exercises:
        click.echo("Nothing has changed: no result is of another version of its exercise.")
        return PASSED
    all_concerned = [one for one in before if one.handed.exercise in exercises]
    concerned = [one for one in all_concerned if os.path.lexists(one.handed.place)]
    click.echo(f"grading {len(concerned)} submissions again, to {', '.join(exercises)}", err=True)
    backend = run.choose_sandbox(sandbox, trusted=trust_submissions)
    batch = run.Batch(
        handed=[replace(one.handed, language=one.language) for one in concerned],
        exercises=exercises,
        sandbox=backend,
        results=results,
        jobs=jobs or os.cpu_count() or 1,
        seed=seed,
    )
    with ending_cleanly(), Progress() as progress:
        after = batch.run(progress.tell)
    _tell(moves(concerned, after), len(after))
    for one in all_concerned:
        if one not in concerned:
            who, place = line_text(one.handed.learner), line_text(str(one.handed.place))
            click.echo(f"not there any more, so the old result of {who} stays: {place}")
    with contextlib.closing(Store(results)) as store:
        book = Gradebook(graded=store.all(), sandbox=backend, feedback=feedback)
    code = batch_output.finish(files, book)
    return OURS if len(concerned) < len(all_concerned) else code


def _exercises(
    catalog: Catalog, graded: Mapping[str, Sequence[Graded]], wanted: Sequence[str], *, changed: bool
) -> dict[str, Exercise]:
    """The exercises to grade again."""
    known = catalog.entries()
    for exercise_id in wanted:
        catalog.find(exercise_id)
    for exercise_id in sorted(graded.keys() - known):
        click.echo(f"{exercise_id} is in no pack: what is known of it stays as it is", err=True)
    found = {name: catalog.find(name) for name in graded if name in known and (not wanted or name in wanted)}
    if not changed:
        return found
    return {name: exercise for name, exercise in found.items() if any(_is_old(one, exercise) for one in graded[name])}


def _is_old(graded: Graded, exercise: Exercise) -> bool:
    """Whether it was graded by another version, or could not be graded when it was tried again."""
    return graded.report.exercise.version != exercise.version or graded.report.verdict is Verdict.ERROR


def _tell(moved: Sequence[Move], count: int) -> None:
    """Whose score moves, and why."""
    for move in moved:
        old, new = move.before.report, move.after.report
        scores = f"{old.score:g}/{old.max_score:g} -> {new.score:g}/{new.max_score:g}"
        click.echo(f"{line_text(move.after.handed.learner)}, {move.after.handed.exercise}: {scores}")
        for reason in move.reasons:
            click.echo(f"  {line_text(reason)}")
    click.echo(f"{len(moved)} of {count} results moved.")
