"""``--format json``: one ``kata.report/v1`` object on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runner.renderers import View
    from runner.report import Report


def render(report: Report, _view: View, /) -> str:
    """The object and a newline, in ASCII. The same for every view: it is for programs."""
    return report.to_json() + "\n"
