"""Numbers and places as the page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runner.renderers.text import line_text

if TYPE_CHECKING:
    from pathlib import Path

MINUTE = 60


def number(value: float) -> str:
    """Points and the like: at most two decimals, none that say nothing."""
    return f"{round(value, 2):.12g}"


def share(value: float | None) -> str:
    """A share as a percentage. 99.6 % is not yet all, and 0.4 % is not nothing."""
    if value is None:
        return "\N{EN DASH}"
    if 0 < value < 1:
        return f"{min(max(round(100 * value), 1), 99)} %"
    return f"{round(100 * value)} %"


def duration(seconds: float) -> str:
    """A time for people: ``0.02 s``, ``3.4 s``, ``12 min 5 s``."""
    if seconds < 1:
        return f"{seconds:.2f} s"
    if seconds < MINUTE:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), MINUTE)
    return f"{minutes} min {rest} s"


def name_of(learner: str) -> str:
    """A learner's name on one line."""
    return line_text(learner) if learner.strip() else "(no name)"


def shown_path(path: Path) -> str:
    """Where something lies."""
    return line_text(str(path))
