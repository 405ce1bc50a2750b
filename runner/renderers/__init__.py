"""Reports made into text, one module for each format.

A renderer is a module (or any object) with ``render(report, view) -> str``. To add one: a module here, a line
in ``RENDERERS``, a golden file. Text that goes into it passes through ``runner.renderers.text``, always; the
tests run every registered renderer over a corpus of reports and over whatever hypothesis thinks of.
"""

from __future__ import annotations

import importlib
import os
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runner.report import Report

RENDERERS: Mapping[str, str] = MappingProxyType(
    {
        "terminal": "runner.renderers.terminal",
        "json": "runner.renderers.json_report",
        "junit": "runner.renderers.junit",
        "gradescope": "runner.renderers.gradescope",
        "exercism": "runner.renderers.exercism",
        "prairielearn": "runner.renderers.prairielearn",
    }
)
"""Name, as typed after ``--format``, and module. Only the one that is asked for is imported."""

MIN_WIDTH = 60
MAX_WIDTH = 120
"""Rows are laid out for widths from here to here: narrower holds no table, wider is hard to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How a report is to be shown. What a format has no use for it leaves aside.

    Attributes:
        colour: ANSI colours may be used.
        width: columns of the screen.
        encoding: the characters that the screen has.
        verbose: everything in full, however long it gets.
        named: the learner named the exercise, so the commands that are shown name it too; else they stand in
            its workspace and need not.
        resets: ``kata reset`` would bring back what is handed in.
    """

    colour: bool = False
    width: int = 80
    encoding: str = "utf-8"
    verbose: bool = False
    named: bool = False
    resets: bool = True


class Renderer(Protocol):
    """A format."""

    def render(self, report: Report, view: View, /) -> str:
        """The report as text that ends with a newline."""


def renderer(name: str) -> Renderer:
    """The renderer of that name. Raises ``KeyError`` for a name that is not in ``RENDERERS``."""
    return cast("Renderer", importlib.import_module(RENDERERS[name]))


def render(  # what is shown and where are one question each, all by keyword
    report: Report,
    *,
    format: str = "terminal",  # noqa: A002  # the word that people type
    stream: TextIO,
    colour: bool = False,
    width: int | None = None,
    verbose: bool = False,
    named: bool = False,
    resets: bool = True,
) -> None:
    """Write a report to a stream.

    Args:
        report: what to show.
        format: one of ``RENDERERS``.
        stream: where to; its encoding decides which characters are used.
        colour: ANSI colours may be used.
        width: columns; None to find out.
        verbose: everything in full.
        named: the learner named the exercise on the command line.
        resets: see ``View``.
    """
    view = View(
        colour=colour,
        width=min(max(width or _columns(stream, os.environ), MIN_WIDTH), MAX_WIDTH),
        encoding=getattr(stream, "encoding", None) or "utf-8",
        verbose=verbose,
        named=named,
        resets=resets,
    )
    stream.write(renderer(format).render(report, view))


def _columns(stream: TextIO, environ: Mapping[str, str]) -> int:
    """Columns of the terminal behind the stream, ``COLUMNS`` first as everywhere; 80 where there is none."""
    if environ.get("COLUMNS", "").strip("0").isdecimal():
        return int(environ["COLUMNS"])
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # a pipe, a file, or a stream in memory
        return 80
