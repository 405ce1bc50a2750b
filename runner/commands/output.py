"""How the commands print: tasks and hints in Markdown, lists, and what to type next."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.cli import colour_wanted, tell
from runner.errors import ProgressUnavailable, UsageProblem
from runner.markdown import to_terminal
from runner.progress import Progress
from runner.workspace import REPOSITORY, TASK

if TYPE_CHECKING:
    from runner.manifest import Exercise
    from runner.marker import Workspace

_WIDEST = 100
"""Columns; longer lines of prose are hard to read."""


def markdown(text: str) -> None:
    """Print a text laid out for the terminal."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    sys.stdout.write(to_terminal(text, width=width, colour=colour_wanted(sys.stdout)))


def next_steps(exercise: Exercise, workspace: Workspace) -> None:
    """Say where the work is, what to edit, and what to type."""
    folder = workspace.folder
    files = exercise.files[workspace.language]
    inside = folder / REPOSITORY if exercise.kind.whole_folder else folder
    click.echo(click.style("\nNext", bold=True))
    scripts = Path(sys.executable).parent
    if shutil.which("kata") is None and (scripts / "activate").exists():
        click.echo(f"  . {shlex.quote(shown(scripts / 'activate'))}" + " " * 4 + "puts `kata` on this shell's PATH")
    if inside.resolve() != Path.cwd().resolve():
        click.echo(f"  cd {shlex.quote(shown(inside))}")
    if exercise.kind.whole_folder:
        click.echo("  work in this repository")
    else:
        click.echo(f"  edit {', '.join(files)}")
    click.echo("  kata check" + " " * 12 + "to see how far you are; `kata hint` helps on")
    click.echo(f"\nThe task is in {shown(folder / TASK)}, too.")


def shown(path: Path) -> str:
    """A path as short as it gets: relative to where one stands when it is below."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def confirmed(question: str, *, option: str) -> bool:
    """Ask, and say what no means. Raises ``UsageProblem`` when nobody is there to answer."""
    try:
        answer = click.confirm(question, err=True)
    except click.Abort as error:
        click.echo(err=True)
        if sys.stdin.isatty():
            raise
        raise UsageProblem("nobody is there to answer that", next_step=f"{option} answers it") from error
    if not answer:
        click.echo("Nothing was done.")
    return answer


def remember_pack(pack: Path) -> None:
    """Remember the pack, or say what that means for the workspace."""
    try:
        Progress().remember_pack(pack)
    except ProgressUnavailable as problem:
        tell(
            f"{problem.what} ({problem.where})",
            next_step=f"give every command --exercises {shlex.quote(str(pack))}",
            exit_code=0,
            word="warning",
        )


def passed() -> frozenset[str]:
    """The ids that were passed; none, and a warning, when the store cannot be read."""
    try:
        return Progress().passed()
    except ProgressUnavailable as problem:
        tell(f"{problem.what} ({problem.where})", exit_code=0, word="warning")
        return frozenset()
