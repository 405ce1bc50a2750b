"""What the commands' arguments and options have in common, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from runner.errors import KataError

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.shell_completion import CompletionItem

F = TypeVar("F", bound="Callable[..., Any]")
SANDBOXES = ("auto", "docker", "bubblewrap", "process")


class ExerciseId(click.ParamType[str]):
    """An exercise's id, completed from the catalogue."""

    name = "id"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002  # click's signature
        incomplete: str,
    ) -> list[CompletionItem]:
        """The ids that begin like this; none when the catalogue cannot be read: errors go nowhere here."""
        from click.shell_completion import CompletionItem

        from runner.catalog import Catalog

        try:
            ids = Catalog.open(ctx.params.get("packs") or ()).entries()
        except (KataError, OSError):
            return []
        return [CompletionItem(exercise_id) for exercise_id in ids if exercise_id.startswith(incomplete)]


def examples(*lines: str) -> str:
    """An epilog of examples: each a command and, after two spaces, what it does."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def exercise_argument(*, required: bool = False) -> Callable[[F], F]:
    """The exercise's id; without it, the one whose workspace this is."""
    return click.argument("exercise_id", metavar="ID" if required else "[ID]", required=required, type=ExerciseId())


def exercises_option(function: F) -> F:
    """``--exercises DIR``, repeatable."""
    return click.option(
        "--exercises",
        "packs",
        multiple=True,
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="A folder of exercises, searched first; may be repeated (also KATA_EXERCISES).",
    )(function)


def language_option(function: F) -> F:
    """``--lang L``."""
    return click.option("--lang", "language", metavar="L", help="The language, where there are several.")(function)


def sandbox_option(function: F) -> F:
    """``--sandbox NAME``."""
    return click.option(
        "--sandbox",
        type=click.Choice(SANDBOXES),
        default="auto",
        show_default=True,
        help="Where the solution runs; auto takes the first that works.",
    )(function)


def seed_option(function: F) -> F:
    """``--seed N``."""
    return click.option(
        "--seed",
        type=click.IntRange(0, 2**53 - 1),
        metavar="N",
        help="Repeat the random cases of an earlier run.",
    )(function)


def format_option(*formats: str) -> Callable[[F], F]:
    """``--format NAME``, the first being what is taken without it."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print.",
    )


def report_option(function: F) -> F:
    """``--report FORMAT=FILE``, repeatable."""
    from runner.gradebook import FOLDERS, FORMATS

    return click.option(
        "--report",
        "reports",
        multiple=True,
        metavar="FORMAT=FILE",
        help=f"Write a file ({', '.join(FORMATS)}; - is standard output),"
        f" or a folder with a file for each submission ({', '.join(FOLDERS)}); may be repeated.",
    )(function)


def feedback_option(function: F) -> F:
    """``--feedback HOW``."""
    from runner.feedback import FEEDBACK

    return click.option(
        "--feedback",
        type=click.Choice(FEEDBACK),
        default=FEEDBACK[0],
        show_default=True,
        help="How much reports tell: everything, which checks passed, or the score alone.",
    )(function)


def results_option(function: F) -> F:
    """``--results FILE``."""
    return click.option(
        "--results",
        type=click.Path(path_type=Path, dir_okay=False),
        default=Path("kata-results.sqlite3"),
        show_default=True,
        metavar="FILE",
        help="Where results are kept; what is there is not graded again.",
    )(function)


def wanted_option(function: F) -> F:
    """``--exercise ID``, repeatable."""
    return click.option(
        "--exercise", "wanted", multiple=True, metavar="ID", type=ExerciseId(), help="Only this one; may be repeated."
    )(function)
