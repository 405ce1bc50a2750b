"""``kata check``: grade what is there, show it, remember it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from runner.cli import colour_wanted
from runner.commands import options
from runner.renderers import RENDERERS, render, renderer


@click.command(
    name="check",
    short_help="Grade what you have.",
    epilog=options.examples(
        "kata check                        in the folder that `kata start` made",
        "kata check sql-01                 from beside it",
        "kata check sql-01 --submission handed-in/ada --format json",
        "kata check --all                  with every check in full",
        "kata check --seed 4711            with the random cases of an earlier run",
    ),
)
@options.exercise_argument()
@click.option(
    "--submission",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder with the files to grade, when it is not a workspace.",
)
@options.language_option
@options.format_option(*RENDERERS)
@options.feedback_option
@options.sandbox_option
@options.seed_option
@click.option("--all", "verbose", is_flag=True, help="Show every check in full.")
@options.exercises_option
def command(
    *,
    exercise_id: str | None,
    submission: Path | None,
    language: str | None,
    format_name: str,
    feedback: str,
    sandbox: str,
    seed: int | None,
    verbose: bool,
    packs: tuple[Path, ...],
) -> int:
    """Grade what you have.

    Runs the hidden tests against your files in a sandbox and shows what passed, what did not and why. Ends
    with 0 when all checks passed, 1 when not, 2 when the command makes no sense, 3 when the failure is ours.
    """
    from runner.checking import check, prepare_to_remember, remember
    from runner.feedback import limited
    from runner.target import resolve

    target = resolve(exercise_id, packs=packs, submission=submission, language=language)

    def meanwhile() -> None:
        prepare_to_remember()
        renderer(format_name)

    report = check(target, sandbox=sandbox, seed=seed, meanwhile=meanwhile)
    remember(report, target.language)
    render(
        limited(report, feedback),
        format=format_name,
        stream=sys.stdout,
        colour=colour_wanted(sys.stdout),
        verbose=verbose,
        named=exercise_id is not None,
        resets=target.resets,
    )
    return report.exit_code
