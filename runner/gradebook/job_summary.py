"""``summary``: Markdown for the page of a GitHub job (``--report summary="$GITHUB_STEP_SUMMARY"``).

GitHub takes 1 MiB of a step and shows nothing at all of more, so rows are left out, and counted, where there are too
many. All that is not our own words stands inside of HTML blocks, escaped, in ``code`` or ``pre``: Markdown reads
nothing there (a block ends at a blank line, so there is none in it), and GitHub makes no mention and no link of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from graders.outcome import Verdict
from runner.gradebook import reason
from runner.gradebook.standings import standings
from runner.renderers.text import html_text, line_text
from runner.renderers.wording import NAMES, account
from runner.report import was_run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from runner.batch.model import Graded, Misfit
    from runner.gradebook import Gradebook
    from runner.gradebook.standings import Standing
    from runner.report import Report
    from sandbox.spec import Limits

LARGEST_BYTES = 1_000_000
"""GitHub's limit is 1,048,576."""
MESSAGE_CHARACTERS = 1_500
ROOM_FOR_A_NOTE = 200


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Generic[T]):
    """A part of the page: rows that can be left out one by one, and are made only where there is room.

    Attributes:
        title: a heading, in our own words.
        opening: the HTML before the rows.
        items: what there is a row for.
        row: the HTML for one of them, without a blank line.
        closing: the HTML after them.
        note: the HTML around a line about what was left out, with a place for it.
    """

    title: str
    opening: str
    items: Sequence[T]
    row: Callable[[T], str]
    closing: str
    note: str = "<p>{}</p>"


def render(book: Gradebook, /, *, largest: int = LARGEST_BYTES) -> str:
    """The page, of at most so many bytes."""
    passed = sum(graded.report.verdict is Verdict.PASSED for graded in book.graded)
    page = f"## kata: {passed} of {len(book.graded)} passed\n"
    for section in _sections(book):
        if section.items:
            page += _laid_out(section, largest - len(page.encode()))
    return page


def _sections(book: Gradebook) -> Iterator[Section[Any]]:
    def error(graded: Graded) -> str:
        return f"{_code(_who(graded))} {_code(reason(book.told(graded)))}"

    def details(graded: Graded) -> str:
        return _details(graded, book.told(graded))

    failed = [graded for graded in book.graded if _has_details(book.told(graded))]
    yield _list("Could not be graded", book.errors, error)
    heads = ("Exercise", "Handed in", "Passed", "Not yet", "Not graded", "Score")
    yield _table("Exercises", heads, standings(book), _standing)
    yield _list("Fits nowhere, and is not graded", book.misfits, _misfit)
    yield _table("Submissions", ("Learner", "Exercise", "Result", "Score"), book.graded, _result)
    yield Section(title="What did not pass", opening="", items=failed, row=details, closing="")


def _laid_out(section: Section[Any], room: int) -> str:
    """The section with as many rows as there is room for; empty where there is none for its frame."""
    before = f"\n### {section.title}\n\n" + (f"{section.opening}\n" if section.opening else "")
    after = f"{section.closing}\n" if section.closing else ""
    room -= len((before + after).encode()) + len(section.note) + ROOM_FOR_A_NOTE
    if room < 0:
        return ""
    text = before
    for index, item in enumerate(section.items):
        row = section.row(item)
        size = len(row.encode()) + 1
        if size > room:
            left = len(section.items) - index
            note = f"{left:,} more left out: GitHub shows no page of more than 1 MiB"
            return f"{text}{section.note.format(note)}\n{after}"
        room -= size
        text += f"{row}\n"
    return text + after


def _list(title: str, items: Sequence[T], row: Callable[[T], str]) -> Section[T]:
    def entry(item: T) -> str:
        return f"<li>{row(item)}</li>"

    return Section(title=title, opening="<ul>", items=items, row=entry, closing="</ul>", note="<li>{}</li>")


def _table(title: str, heads: Sequence[str], items: Sequence[T], row: Callable[[T], Sequence[object]]) -> Section[T]:
    def line(item: T) -> str:
        return f"<tr>{''.join(f'<td>{cell}</td>' for cell in row(item))}</tr>"

    return Section(
        title=title,
        opening=f"<table>\n<tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr>",
        items=items,
        row=line,
        closing="</table>",
        note=f'<tr><td colspan="{len(heads)}">{{}}</td></tr>',
    )


def _standing(row: Standing) -> Sequence[object]:
    not_graded = row.invalid + row.errors
    return (_code(row.exercise), row.handed_in, row.passed, row.not_yet, not_graded, f"{row.share:.0%}")


def _misfit(misfit: Misfit) -> str:
    return f"{_code(str(misfit.place))} {_code(misfit.reason)}"


def _result(graded: Graded) -> Sequence[object]:
    report = graded.report
    score = "" if report.verdict is Verdict.ERROR else f"{report.score:g}/{report.max_score:g}"
    return (_code(graded.handed.learner), _code(graded.handed.exercise), NAMES[report.verdict], score)


def _has_details(report: Report) -> bool:
    if report.verdict in {Verdict.PASSED, Verdict.ERROR}:
        return False
    return bool(report.message) or any(_failed(report))


def _failed(report: Report) -> list[bool]:
    return [check.verdict is not Verdict.PASSED and was_run(check) for check in report.checks]


def _details(graded: Graded, report: Report) -> str:
    """What went wrong with one submission, folded, on one line of HTML."""
    limits = report.sandbox.limits if report.sandbox else None
    parts = [_pre(report.message)] if report.message else []
    for label, check, failed in zip(report.labels, report.checks, _failed(report), strict=True):
        if failed:
            told = _pre(_account(check.verdict, check.message, limits)) if check.message else ""
            parts.append(f"<p>{_code(label)}: {NAMES[check.verdict]}</p>{told}")
    return f"<details><summary>{_code(_who(graded))}</summary>{''.join(parts)}</details>"


def _account(verdict: Verdict, message: str, limits: Limits | None) -> str:
    told = account(verdict, message, limits)
    return told if len(told) <= MESSAGE_CHARACTERS else f"{told[:MESSAGE_CHARACTERS]}..."


def _who(graded: Graded) -> str:
    return f"{graded.handed.learner}, {graded.handed.exercise}"


def _code(text: str) -> str:
    return f"<code>{html_text(line_text(text))}</code>"


def _pre(text: str) -> str:
    """Text in its lines, without a line end of its own: a blank line would end the block."""
    return f"<pre>{html_text(text[:MESSAGE_CHARACTERS]).replace(chr(10), '&#10;')}</pre>"
