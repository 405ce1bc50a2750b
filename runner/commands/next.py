"""``kata next``: one exercise, the sensible one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runner.commands import options

if TYPE_CHECKING:
    from pathlib import Path

    from runner.manifest import Exercise
    from runner.progress import Attempt


@click.command(
    name="next",
    short_help="Say what to do next.",
    epilog=options.examples(
        "kata next                         goes on with the skill you are in",
        "kata next --skill databases",
    ),
)
@click.option("--skill", metavar="S", help="Stay in one skill.")
@options.exercises_option
def command(*, skill: str | None, packs: tuple[Path, ...]) -> None:
    """Say what to do next: the easiest exercise you have not passed, of the skill you worked on last."""
    from runner.catalog import Catalog
    from runner.cli import tell
    from runner.errors import ProgressUnavailable
    from runner.progress import Progress

    exercises, _ = Catalog.open(packs).load_all()
    try:
        attempts = Progress().attempts()
    except ProgressUnavailable as problem:
        tell(f"{problem.what} ({problem.where})", exit_code=0, word="warning")
        attempts = ()
    chosen = choose(exercises, attempts, skill)
    if chosen is None:
        click.echo("Nothing is left: you have passed all of them." + (" Try another skill." if skill else ""))
        return
    tried = any(attempt.exercise == chosen.id for attempt in attempts)
    click.echo(click.style(f"{chosen.id}: {chosen.title}", bold=True))
    click.echo(f"{chosen.skill}, {chosen.level.value}, about {chosen.minutes} minutes: {', '.join(chosen.topics)}\n")
    click.echo("You have begun it: go on with `kata check`." if tried else f"Begin with `kata start {chosen.id}`.")


def choose(exercises: list[Exercise], attempts: tuple[Attempt, ...], skill: str | None) -> Exercise | None:
    """What comes next: what was tried last and not passed, else the easiest of its skill, else of any."""
    passed = {attempt.exercise for attempt in attempts if attempt.passed}
    left = [each for each in exercises if each.id not in passed and skill in {None, each.skill}]
    skills = {each.id: each.skill for each in exercises}
    last = next((attempt.exercise for attempt in reversed(attempts) if attempt.exercise in skills), None)
    levels = ["easy", "medium", "hard"]
    return min(
        left,
        key=lambda each: (
            each.id != last,
            last is not None and each.skill != skills[last],
            levels.index(each.level.value),
            each.minutes,
        ),
        default=None,
    )
