"""``kata new``: begins an exercise."""

from __future__ import annotations

from pathlib import Path

import click

from runner.commands import options


@click.command(
    name="new",
    short_help="Begin a new exercise.",
    epilog=options.examples(
        "kata new my-01 --grader function           in the pack of this folder",
        "kata new my-02 --grader query --skill databases --dir my-pack",
    ),
)
@click.argument("exercise_id", metavar="ID")
@click.option("--grader", metavar="G", required=True, help="What is handed in: function, query or repository.")
@click.option("--skill", metavar="S", help="The skill, and the folder of the pack that it goes into.")
@click.option(
    "--dir",
    "pack",
    metavar="PACK",
    default=".",
    show_default="here",
    type=click.Path(path_type=Path),
    help="The folder of exercises that it goes into.",
)
def command(*, exercise_id: str, grader: str, skill: str | None, pack: Path) -> None:
    """Begin a new exercise: a small one that works, which `kata verify` proves, to be made into yours."""
    from runner.authoring.new import new

    made = new(exercise_id, grader=grader, skill=skill, pack=pack)
    click.echo(f"{made.folder} is made:")
    for file in made.files:
        click.echo(f"  {file}")
    click.echo(click.style("\nNext", bold=True))
    for step in made.next_steps:
        click.echo(f"  {step}")
