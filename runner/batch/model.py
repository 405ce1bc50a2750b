"""What a batch is made of, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from runner.report import Report


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Handed:
    """One submission: who, for which exercise, and where it lies.

    Who it belongs to comes from the layout of the folders, never from what is in them.

    Attributes:
        learner: the name of the folder, file or archive, as it is.
        exercise: the exercise's id.
        language: what the layout says it is solved in; empty where that is seen from the files.
        place: a folder, a file or an archive.
    """

    learner: str
    exercise: str
    language: str = ""
    place: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """Something among the submissions that is none of them: it is told, never skipped in silence."""

    place: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A submission with what it came to.

    Attributes:
        handed: whose it is.
        language: what it was solved in.
        report: what the grading came to. The verdict ``error`` is ours, and is no grade.
        key: what identifies all that the result depends on (``runner.batch.store``); empty for one that is not kept.
        cached: it was known from an earlier run.
    """

    handed: Handed
    language: str
    report: Report
    key: str = ""
    cached: bool = False
