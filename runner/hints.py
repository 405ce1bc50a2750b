"""The hints of an exercise: ``hints.md``, a ``## `` heading for each step, the last nearly the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runner.errors import CatalogProblem

if TYPE_CHECKING:
    from runner.manifest import Exercise


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One step: its heading and its text, in Markdown."""

    title: str
    text: str


def load(exercise: Exercise) -> tuple[Hint, ...]:
    """The hints in order.

    Raises:
        CatalogProblem: the file cannot be read or has no step.
    """
    file = exercise.hints_file
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogProblem(f"the hints of {exercise.id} cannot be read: {error}", where=str(file)) from error
    hints = parse(text)
    if not hints:
        raise CatalogProblem(
            f"the hints of {exercise.id} have no step",
            where=str(file),
            next_step="begin each step with a heading: ## Where to look",
        )
    return hints


def parse(text: str) -> tuple[Hint, ...]:
    """The steps of a text. What stands before the first heading is for authors; fenced code is left whole."""
    hints: list[Hint] = []
    title = ""
    lines: list[str] = []
    fenced = False
    for line in [*text.splitlines(), "## "]:
        fenced ^= line.lstrip().startswith("```")
        if line.startswith("## ") and not fenced:
            body = "\n".join(lines).strip("\n").rstrip()
            if title and body:
                hints.append(Hint(title=title, text=body))
            title = line.removeprefix("## ").strip()
            lines = []
        else:
            lines.append(line)
    return tuple(hints)
