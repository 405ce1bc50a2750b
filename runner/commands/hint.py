"""``kata hint``: the next step of the hints, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runner.commands import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    name="hint",
    short_help="Show the next hint.",
    epilog=options.examples(
        "kata hint                         the next one",
        "kata hint sql-01 --all            all of them",
    ),
)
@options.exercise_argument()
@click.option("--all", "show_all", is_flag=True, help="Show every hint.")
@options.exercises_option
def command(*, exercise_id: str | None, show_all: bool, packs: tuple[Path, ...]) -> None:
    """Show the next hint, from where to look to nearly the answer.

    When all are known, the last one is shown again.
    """
    from runner import hints
    from runner.commands import output
    from runner.target import exercise_at

    exercise, _ = exercise_at(exercise_id, packs)
    steps = hints.load(exercise)
    shown = min(_shown_before(exercise.id), len(steps) - 1)
    first, last = (0, len(steps)) if show_all else (shown, shown + 1)
    for number, step in enumerate(steps[first:last], start=first + 1):
        click.echo(click.style(f"Hint {number} of {len(steps)}: {step.title}", bold=True) + "\n")
        output.markdown(step.text)
        if number < last:
            click.echo()
    _remember(exercise.id, last)
    named = f" {exercise_id}" if exercise_id else ""
    after = "is one more" if len(steps) - last == 1 else f"are {len(steps) - last} more"
    last_words = f"There {after}: kata hint{named}" if last < len(steps) else f"That was the last: kata solution{named}"
    click.echo(click.style(f"\n{last_words}", dim=True))


def _shown_before(exercise_id: str) -> int:
    from runner.cli import tell
    from runner.errors import ProgressUnavailable
    from runner.progress import Progress

    try:
        return Progress().hints_shown(exercise_id)
    except ProgressUnavailable as problem:
        tell(
            f"{problem.what} ({problem.where})",
            next_step="--all shows every hint",
            exit_code=0,
            word="warning",
        )
        return 0


def _remember(exercise_id: str, count: int) -> None:
    from runner.cli import tell
    from runner.errors import ProgressUnavailable
    from runner.progress import Progress

    try:
        Progress().show_hints(exercise_id, count)
    except ProgressUnavailable as problem:
        tell(f"this hint is not remembered: {problem.what}", exit_code=0, word="warning")
