"""``kata progress``: what was passed, by skill."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from runner.commands import options

if TYPE_CHECKING:
    from pathlib import Path

    from runner.manifest import Exercise
    from runner.progress import Attempt

_BAR = 20


@click.command(
    name="progress",
    short_help="Show what you have passed.",
    epilog=options.examples("kata progress", "kata progress --format json"),
)
@options.format_option("terminal", "json")
@options.exercises_option
def command(*, format_name: str, packs: tuple[Path, ...]) -> None:
    """Show what you have passed, by skill, and on how many days in a row."""
    import datetime as dt

    from runner.catalog import Catalog
    from runner.progress import Progress, streak_days

    exercises, _ = Catalog.open(packs).load_all()
    attempts = Progress().attempts()
    streak = streak_days(attempts, dt.datetime.now().astimezone().date())
    if format_name == "json":
        _print_json(exercises, attempts, streak)
    else:
        _print_bars(exercises, attempts, streak)


def _print_bars(exercises: list[Exercise], attempts: tuple[Attempt, ...], streak: int) -> None:
    passed = {attempt.exercise for attempt in attempts if attempt.passed}
    by_skill: dict[str, list[Exercise]] = {}
    for exercise in exercises:
        by_skill.setdefault(exercise.skill, []).append(exercise)
    width = max(map(len, by_skill), default=0)
    for skill, members in by_skill.items():
        done = [exercise.id for exercise in members if exercise.id in passed]
        tried = [each.id for each in members if _is_tried(each.id, attempts) and each.id not in passed]
        said = " ".join([*done, f"(begun: {' '.join(tried)})"] if tried else done)
        line = f"{skill.ljust(width)}  {_bar(len(done), len(members))}  {len(done)}/{len(members)}  {said}"
        click.echo(line.rstrip())
    for line in _by_language(exercises, attempts):
        click.echo(line)
    known = {exercise.id for exercise in exercises}
    click.echo(f"\n{len(passed & known)} of {len(known)} passed in {len(attempts)} attempts.")
    if streak > 1:
        click.echo(f"{streak} days in a row.")
    click.echo("`kata next` says what comes next.")


def _by_language(exercises: list[Exercise], attempts: tuple[Attempt, ...]) -> list[str]:
    """How far one is in each language, where exercises leave the choice of several."""
    choice = [exercise for exercise in exercises if len(exercise.languages) > 1]
    ids = {exercise.id for exercise in choice}
    done: dict[str, set[str]] = {}
    for attempt in attempts:
        if attempt.passed and attempt.exercise in ids:
            done.setdefault(attempt.language, set()).add(attempt.exercise)
    if not done:
        return []
    told = [f"{language} {len(passed)}/{_in_language(choice, language)}" for language, passed in sorted(done.items())]
    return ["", f"Of those that can be solved in several languages: {', '.join(told)}."]


def _in_language(exercises: list[Exercise], language: str) -> int:
    return sum(language in exercise.languages for exercise in exercises)


def _is_tried(exercise_id: str, attempts: tuple[Attempt, ...]) -> bool:
    return any(attempt.exercise == exercise_id for attempt in attempts)


def _bar(done: int, total: int) -> str:
    full, empty = ("█", "░") if "utf" in (sys.stdout.encoding or "ascii").lower() else ("#", "-")
    filled = _BAR * done // total
    return click.style(full * filled, fg="green") + empty * (_BAR - filled)


def _print_json(exercises: list[Exercise], attempts: tuple[Attempt, ...], streak: int) -> None:
    import json

    rows = []
    for exercise in exercises:
        mine = [attempt for attempt in attempts if attempt.exercise == exercise.id]
        best = max(mine, key=lambda attempt: attempt.score / (attempt.max_score or 1), default=None)
        rows.append(
            {
                "id": exercise.id,
                "skill": exercise.skill,
                "passed": any(attempt.passed for attempt in mine),
                "passed_in": sorted({attempt.language for attempt in mine if attempt.passed}),
                "attempts": len(mine),
                "best_score": best.score if best else None,
                "max_score": best.max_score if best else None,
                "last": mine[-1].at if mine else None,
            }
        )
    click.echo(json.dumps({"exercises": rows, "streak_days": streak}, indent=2))
