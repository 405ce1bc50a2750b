"""What a batch came to, made into files: one module for each format.

A format is a module with ``render(book) -> str``. To add one: a module here, a line in ``FORMATS``, a golden file.
Text goes through ``runner.renderers.text``, always. What other systems read for each submission alone is made by the
renderers of one report (``runner.renderers``), and ``runner.gradebook.folders`` lays the files out.

Every format shows of a submission what ``Gradebook.told`` gives, and no more.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, cast

from graders.outcome import Verdict
from runner.feedback import limited

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runner.batch.model import Graded, Misfit
    from runner.report import Report

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "csv": "runner.gradebook.csv_table",
        "jsonl": "runner.gradebook.json_lines",
        "junit": "runner.gradebook.junit_xml",
        "annotations": "runner.gradebook.github_annotations",
        "summary": "runner.gradebook.job_summary",
        "html": "runner.gradebook.html_report",
    }
)
"""Name, as typed before ``=FILE``, and module. Only what is asked for is imported."""
FOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "gradescope": "results.json",
        "exercism": "results.json",
        "prairielearn": "results.json",
    }
)
"""Name, as typed before ``=DIR``, and the file that each submission gets; the renderer has the same name."""


@dataclass(frozen=True, kw_only=True)
class Gradebook:
    """Everything that a format may show.

    Attributes:
        graded: the submissions, by learner and exercise.
        misfits: what among the files was no submission.
        sandbox: the backend they ran on.
        gaps: what that backend does not hold, a sentence each.
        seconds: wall time of the run.
        feedback: one of ``runner.feedback.FEEDBACK``.
    """

    graded: Sequence[Graded]
    misfits: Sequence[Misfit] = ()
    sandbox: str = ""
    gaps: Sequence[str] = ()
    seconds: float = 0.0
    feedback: str = "full"

    @cached_property
    def learners(self) -> list[str]:
        """All learners, in order."""
        return sorted({graded.handed.learner for graded in self.graded})

    @cached_property
    def exercises(self) -> list[str]:
        """All exercises that something was handed in for, in order."""
        return sorted({graded.handed.exercise for graded in self.graded})

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], Graded]:
        """Each submission by learner and exercise."""
        return {(graded.handed.learner, graded.handed.exercise): graded for graded in self.graded}

    def told(self, graded: Graded) -> Report:
        """What may be shown of a submission's report."""
        return limited(graded.report, self.feedback)

    @cached_property
    def errors(self) -> list[Graded]:
        """What could not be graded, through no fault of the learner's."""
        return [graded for graded in self.graded if graded.report.verdict is Verdict.ERROR]


def reason(report: Report) -> str:
    """Why a submission could not be graded: what its report says, or its first check that went wrong for us."""
    errors = (check.message for check in report.checks if check.verdict is Verdict.ERROR)
    return report.message or next(filter(None, errors), "no reason is told")


class Format(Protocol):
    """A format."""

    def render(self, book: Gradebook, /) -> str:
        """The whole file."""


def format_named(name: str) -> Format:
    """The format of that name. Raises ``KeyError`` for a name that is not in ``FORMATS``."""
    return cast("Format", importlib.import_module(FORMATS[name]))
