"""``kata reset``: the starter again, and a backup of what was there."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from runner.commands import options


@click.command(
    name="reset",
    short_help="Begin again, keeping a backup.",
    epilog=options.examples(
        "kata reset                        asks first",
        "kata reset sql-01 --yes",
    ),
)
@options.exercise_argument()
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@options.exercises_option
def command(*, exercise_id: str | None, yes: bool, packs: tuple[Path, ...]) -> None:
    """Begin again: bring the starter back. Everything in the workspace is kept in a backup folder."""
    from runner import prompt, workspace
    from runner.commands import output
    from runner.errors import WorkspaceProblem
    from runner.target import check_language, exercise_at

    exercise, found = exercise_at(exercise_id, packs)
    if found is None:
        raise WorkspaceProblem(
            f"there is no workspace of {exercise.id} here", next_step=f"`kata start {exercise.id}` makes one"
        )
    check_language(exercise, found.language)
    task = prompt.render(exercise, found.language)
    if not yes:
        question = (
            f"Bring the starter of {exercise.id} back in {output.shown(found.folder)}? Your files go to a backup."
        )
        if not output.confirmed(question, option="--yes"):
            return
    backup = workspace.reset(exercise, found, task)
    click.echo(f"{exercise.id} begins again. What was there is in {backup}")
    if backup.resolve() in (here := Path.cwd()).parents or backup.resolve() == here:
        click.echo(f"You stand in that backup now: go back with `cd {shlex.quote(str(found.folder))}`")
