"""``kata list``: what there is to do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from runner.commands import options

if TYPE_CHECKING:
    from pathlib import Path

    from runner.manifest import Exercise

_LEVELS = ("easy", "medium", "hard")


@click.command(
    name="list",
    short_help="Show the exercises.",
    epilog=options.examples(
        "kata list                         all, by skill",
        "kata list --skill databases --todo",
        "kata list --level easy --format json",
    ),
)
@click.option("--skill", metavar="S", help="Only those of one skill.")
@click.option("--level", type=click.Choice(_LEVELS), help="Only those of one level.")
@click.option("--todo", is_flag=True, help="Only those you have not passed.")
@options.format_option("terminal", "json")
@options.exercises_option
def command(*, skill: str | None, level: str | None, todo: bool, format_name: str, packs: tuple[Path, ...]) -> int:
    """Show the exercises, by skill, with how long they take and whether you have passed them."""
    from runner.catalog import Catalog
    from runner.cli import tell
    from runner.commands.output import passed
    from runner.errors import OURS

    exercises, problems = Catalog.open(packs).load_all()
    _check_skill(skill, exercises)
    done = passed()
    chosen = [
        exercise
        for exercise in exercises
        if skill in {None, exercise.skill}
        and level in {None, exercise.level.value}
        and not (todo and exercise.id in done)
    ]
    (_print_json if format_name == "json" else _print_table)(chosen, done)
    for problem in problems:
        tell(problem.what, problem.where, problem.next_step, exit_code=OURS)
    return OURS if problems else 0


def _check_skill(skill: str | None, exercises: list[Exercise]) -> None:
    from runner.errors import UsageProblem, close_match

    skills = list(dict.fromkeys(exercise.skill for exercise in exercises))
    if skill is not None and skill not in skills:
        meant = close_match(skill, skills)
        raise UsageProblem(
            f'no skill "{skill}"' + (f'; did you mean "{meant}"?' if meant else ""),
            next_step="there are " + ", ".join(skills),
        )


def _print_table(exercises: list[Exercise], done: frozenset[str]) -> None:
    if not exercises:
        click.echo("Nothing here: all of them are passed, or none is of that kind. `kata list` shows all.")
        return
    from runner.needs import Machine

    width = max(len(exercise.id) for exercise in exercises)
    titles = max(len(exercise.title) for exercise in exercises)
    skill = ""
    machine = Machine()
    for exercise in exercises:
        if exercise.skill != skill:
            click.echo(("\n" if skill else "") + click.style(exercise.skill, bold=True))
            skill = exercise.skill
        mark = click.style(_tick(), fg="green") if exercise.id in done else " "
        languages = ", ".join(dict.fromkeys((*exercise.languages, *exercise.services)))
        lacking = machine.lacks(exercise)
        click.echo(
            f"{mark} {exercise.id.ljust(width)}  {exercise.title.ljust(titles)}  {exercise.level.value:6}"
            f"  {exercise.minutes:3} min  {languages}{click.style(f'  needs {lacking}', dim=True) if lacking else ''}"
        )
    click.echo(f"\n{sum(e.id in done for e in exercises)} of {len(exercises)} passed. Begin one with `kata start ID`.")


def _tick() -> str:
    encoding = sys.stdout.encoding or "ascii"
    return "✓" if "utf" in encoding.lower() else "x"


def _print_json(exercises: list[Exercise], done: frozenset[str]) -> None:
    import json

    from runner.needs import Machine

    machine = Machine()
    rows = [
        {
            "id": exercise.id,
            "title": exercise.title,
            "skill": exercise.skill,
            "level": exercise.level.value,
            "minutes": exercise.minutes,
            "topics": exercise.topics,
            "languages": exercise.languages,
            "services": exercise.services_for(exercise.languages[0]),
            "needs": machine.lacks(exercise),
            "passed": exercise.id in done,
        }
        for exercise in exercises
    ]
    click.echo(json.dumps(rows, indent=2))
