"""``kata solution``: the reference, for those who have passed or give up."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from runner.commands import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    name="solution",
    short_help="Show the reference solution.",
    epilog=options.examples(
        "kata solution                     after passing",
        "kata solution sql-01 --give-up    before",
    ),
)
@options.exercise_argument()
@options.language_option
@click.option("--give-up", "--yes", "give_up", is_flag=True, help="Show it though you have not passed.")
@options.exercises_option
def command(*, exercise_id: str | None, language: str | None, give_up: bool, packs: tuple[Path, ...]) -> None:
    """Show the reference solution: how a good senior would write it. Your own files are not touched."""
    from runner.commands import output
    from runner.target import check_language, exercise_at

    exercise, workspace = exercise_at(exercise_id, packs)
    if language is None and workspace is not None:
        language = workspace.language
    language = check_language(exercise, language)
    if not give_up and exercise.id not in output.passed():
        question = f"You have not passed {exercise.id} yet. Show the solution all the same?"
        if not output.confirmed(question, option="--give-up"):
            return
    folder = exercise.solution_dir(language)
    for file in _files(folder):
        if sys.stdout.isatty() or len(_files(folder)) > 1:
            click.echo(click.style(f"# {file.relative_to(folder)}", bold=True))
        click.echo(file.read_text(encoding="utf-8", errors="replace"), nl=False)


def _files(folder: Path) -> list[Path]:
    from runner.workspace import regular_files

    return [folder / name for name in regular_files(folder)]
