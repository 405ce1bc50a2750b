"""What ``kata grade`` ends with on the screen: a row for each exercise, and what could not be graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runner.gradebook import reason
from runner.gradebook.standings import standings
from runner.renderers.text import cells, line_text

if TYPE_CHECKING:
    from runner.batch.model import Graded
    from runner.gradebook import Gradebook

HEADS = ("handed in", "passed", "not yet", "invalid", "score")
NAME_CELLS = 16
NAME_CHARACTERS = 60


def render(book: Gradebook, /) -> str:
    """The lines. They are for whoever grades, so they tell everything whatever the learners are told."""
    rows = standings(book)
    names = [line_text(row.exercise, limit=NAME_CHARACTERS) for row in rows]
    width = max([NAME_CELLS, *map(cells, names)])
    lines = [f"{'exercise':{width}}" + "".join(f"  {head}" for head in HEADS)]
    for name, row in zip(names, rows, strict=True):
        numbers = (row.handed_in, row.passed, row.not_yet, row.invalid, f"{row.share:.0%}")
        columns = (f"  {number:>{len(head)}}" for head, number in zip(HEADS, numbers, strict=True))
        lines.append(name + " " * (width - cells(name)) + "".join(columns))
    lines += [_total(book)]
    lines += [f"could not be graded: {_who(graded)}: {_reason(graded)}" for graded in book.errors]
    if book.errors:
        lines.append("These are no grades: run the same command again, and only they are tried.")
    return "\n".join(lines) + "\n"


def _total(book: Gradebook) -> str:
    parts = [_count(len(book.graded), "submission"), f"of {_count(len(book.learners), 'learner')}"]
    known = sum(graded.cached for graded in book.graded)
    said = [" ".join(parts)]
    if known:
        said.append(f"{known} known already")
    if book.misfits:
        said.append(f"{len(book.misfits)} found that fit nowhere")
    if book.errors:
        said.append(f"{len(book.errors)} could not be graded")
    if book.seconds:
        said.append(f"{book.seconds:.1f} s")
    return ", ".join(said)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _who(graded: Graded) -> str:
    return line_text(f"{graded.handed.learner}, {graded.handed.exercise}")


def _reason(graded: Graded) -> str:
    return line_text(reason(graded.report).partition("\n")[0])
