"""How the commands on batches tell of themselves: what is left aside, what came of it, files.

All that is named after a learner's files stands in a log that a CI system may read commands from, so it goes through
``line_text``: one line, and none that such a system obeys.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.errors import OURS, PASSED, UsageProblem, close_match
from runner.gradebook import FOLDERS, FORMATS, format_named
from runner.renderers.text import line_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runner.batch.model import Misfit
    from runner.gradebook import Gradebook

MISFITS_SHOWN = 20
PLACE_CHARACTERS = 1_000
STDOUT = Path("-")


def files_of(reports: Sequence[str]) -> dict[Path, str]:
    """The files and folders to write and their formats, seen to be possible before anything is graded.

    Raises:
        UsageProblem: no such format, two for one file, or a folder where a file is to be.
    """
    files: dict[Path, str] = {}
    for text in reports:
        name, equals, place = text.partition("=")
        if not equals or not place or name not in {*FORMATS, *FOLDERS}:
            raise _no_report(text, name, place)
        path = Path(place)
        if path in files:
            raise UsageProblem("two reports cannot be one file", where=place, next_step="give each a name of its own")
        _check_place(path, name)
        files[path] = name
    return files


def _no_report(text: str, name: str, place: str) -> UsageProblem:
    meant = close_match(name, (*FORMATS, *FOLDERS))
    known = [*(f"{each}=FILE" for each in FORMATS), *(f"{each}=DIR" for each in FOLDERS)]
    return UsageProblem(
        f'"{text}" is no report' + (f'; did you mean "{meant}={place or "FILE"}"?' if meant else ""),
        next_step=f"a format and a place: {', '.join(known)}",
    )


def _check_place(path: Path, name: str) -> None:
    if name in FOLDERS:
        if path == STDOUT or (path.exists() and not path.is_dir()):
            raise UsageProblem(f"{name} needs a folder, for it has a file for each submission", where=str(path))
    elif path.is_dir():
        raise UsageProblem(f"{name} needs a file, and this is a folder", where=str(path))
    above = next(parent for parent in path.absolute().parents if parent.exists())
    if not above.is_dir():
        raise UsageProblem(f"{name} cannot be written below a file", where=str(path))


def misfits(found: Sequence[Misfit]) -> None:
    """What is among the submissions and is none."""
    if not found:
        return
    click.echo(f"{len(found)} found that fit nowhere, and are not graded:", err=True)
    for misfit in found[:MISFITS_SHOWN]:
        place, reason = line_text(str(misfit.place), limit=PLACE_CHARACTERS), line_text(misfit.reason)
        click.echo(f"  {place}: {reason}", err=True)
    if len(found) > MISFITS_SHOWN:
        click.echo(f"  and {len(found) - MISFITS_SHOWN} more", err=True)


def gaps(sandbox: str, sentences: Sequence[str]) -> None:
    """What the sandbox does not hold: whoever grades strangers' work is told."""
    for sentence in sentences:
        click.echo(f"  {sandbox} does not hold: {sentence}", err=True)


def finish(files: Mapping[Path, str], book: Gradebook) -> int:
    """Write what was asked for and sum it up; the exit code.

    The summary goes to standard output, or to standard error where a report has that for itself.
    """
    from runner.gradebook import overview

    for path, name in files.items():
        _write(path, name, book)
    click.echo(overview.render(book), err=STDOUT in files, nl=False)
    return OURS if book.errors else PASSED


def _write(path: Path, name: str, book: Gradebook) -> None:
    if name in FOLDERS:
        from runner.gradebook import folders

        count = folders.write(path, name, book)
        click.echo(f"wrote {count} {'file' if count == 1 else 'files'} below {path}", err=True)
        return
    text = format_named(name).render(book)
    if path == STDOUT:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    click.echo(f"wrote {path}", err=True)
