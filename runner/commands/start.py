"""``kata start``: a folder to work in, the task, and what to type next."""

from __future__ import annotations

from pathlib import Path

import click

from runner.commands import options


@click.command(
    name="start",
    short_help="Begin an exercise in a new folder.",
    epilog=options.examples(
        "kata start sql-01                 in ./sql-01",
        "kata start algo-01 --lang python --dir ~/katas/algo-01",
    ),
)
@options.exercise_argument(required=True)
@options.language_option
@click.option("--dir", "folder", metavar="DIR", type=click.Path(path_type=Path), help="The new folder [default: ./ID].")
@options.exercises_option
def command(*, exercise_id: str, language: str | None, folder: Path | None, packs: tuple[Path, ...]) -> None:
    """Begin an exercise in a new folder.

    Puts the starter and the task there and shows the task. A folder with anything in it is left as it is.
    """
    from runner import prompt, workspace
    from runner.catalog import Catalog
    from runner.commands import output
    from runner.target import check_language

    exercise = Catalog.open(packs).find(exercise_id)
    language = check_language(exercise, language)
    folder = folder or Path(exercise.id)
    workspace.refuse_used(folder, exercise, language)
    task = prompt.render(exercise, language)
    made = workspace.create(exercise, language, folder, task)
    if exercise.pack is not None:
        output.remember_pack(exercise.pack)
    output.markdown(task)
    output.next_steps(exercise, made)
