"""``kata watch``: a check after every save."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from runner.commands import options

if TYPE_CHECKING:
    from pathlib import Path

    from runner.target import Target

_SPARE_SECONDS = 120.0
"""On top of the exercise's own limit, for a sandbox to start and end."""


@click.command(
    name="watch",
    short_help="Grade again whenever a file changes.",
    epilog=options.examples(
        "kata watch                        in the folder that `kata start` made",
        "kata watch sql-01                 from beside it",
    ),
)
@options.exercise_argument()
@options.language_option
@options.sandbox_option
@options.exercises_option
def command(*, exercise_id: str | None, language: str | None, sandbox: str, packs: tuple[Path, ...]) -> None:
    """Grade now, and again whenever a file of the workspace changes. Ctrl-C ends it."""
    from runner.checking import ending_cleanly
    from runner.target import resolve
    from runner.watching import snapshot, wait_for_change

    target = resolve(exercise_id, packs=packs, language=language)
    _preload()
    try:
        with ending_cleanly():
            while True:
                seen = snapshot(target.folder)
                _check(target, sandbox, named=exercise_id is not None)
                click.echo(click.style("\nWaiting for a change. Ctrl-C ends.", dim=True))
                sys.stdout.flush()
                wait_for_change(target.folder, seen)
    except KeyboardInterrupt:
        click.echo("\nNo longer watching.")


def _preload() -> None:
    """Import once what every check needs: the forked checks inherit it."""
    import pytest

    from runner import grade

    del pytest, grade


def _check(target: Target, sandbox: str, *, named: bool) -> None:
    """Check in a child, for pytest runs once in a process, and show what it reports."""
    from runner.checking import check, remember
    from runner.cli import colour_wanted, tell
    from runner.errors import OURS
    from runner.forked import run_in_child
    from runner.renderers import render
    from runner.report import Report

    seconds = target.exercise.limits.total_seconds + _SPARE_SECONDS
    outcome = run_in_child(lambda: check(target, sandbox=sandbox).to_json(), seconds=seconds)
    if sys.stdout.isatty():
        click.clear()
    if outcome.text is None:
        tell("the check did not come to an end", outcome.failure, "the next change tries again", exit_code=OURS)
        return
    report = Report.from_json(outcome.text)
    remember(report, target.language)
    render(report, stream=sys.stdout, colour=colour_wanted(sys.stdout), named=named, resets=target.resets)
