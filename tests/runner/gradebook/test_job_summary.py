"""The Markdown page of a job, read back through a Markdown parser with GitHub's extensions: no text becomes markup."""

from __future__ import annotations

import html.parser

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from runner.gradebook import Gradebook, job_summary
from runner.report import Report
from tests.runner.gradebook import books
from tests.runner.renderers.test_renderers import REPORT, TEXT

OURS = {"h2", "h3", "ul", "li", "table", "tr", "th", "td", "code", "pre", "p", "details", "summary"}
ALLOWED = {"colspan"}
QUOTED = {"code", "pre"}
MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": False})
MIB = 1 << 20


class Reader(html.parser.HTMLParser):
    """Collects the tags, and the text outside of ``code`` and ``pre``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.bare = ""
        self.quoted: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag in QUOTED:
            self.quoted.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if QUOTED.intersection(self.open):
            self.quoted[-1] += data
        else:
            self.bare += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(MARKDOWN.render(page))
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("book", books.BOOKS)
def test_the_page_has_our_tags_and_no_others(book: str) -> None:
    reader = read(job_summary.render(books.BOOKS[book]))
    assert reader.tags <= OURS
    assert reader.attributes <= ALLOWED


@settings(deadline=None, max_examples=40)
@given(report=REPORT, learner=TEXT)
def test_that_holds_whatever_a_report_and_a_name_hold(report: Report, learner: str) -> None:
    reader = read(job_summary.render(Gradebook(graded=(books.graded(learner, report),))))
    assert reader.tags <= OURS
    assert reader.attributes <= ALLOWED


def test_what_learners_wrote_stands_quoted_and_unchanged() -> None:
    reader = read(job_summary.render(books.HOSTILE))
    assert "[click](javascript:alert(1)) **bold** `code` | pipe | @everyone <!-- &amp;" in reader.quoted
    assert "</script><img src=x onerror=alert(1)>" in reader.quoted
    assert "@everyone" not in reader.bare
    assert "alert" not in reader.bare


def test_messages_keep_their_lines() -> None:
    quoted = read(job_summary.render(books.SMALL)).quoted
    assert "two_sum([3], 6)\n  gave      (0, 0)\n  expected  None" in quoted


@pytest.mark.parametrize("learners", [3_000, 20_000])
def test_a_large_class_stays_below_what_github_takes_and_says_what_is_left_out(learners: int) -> None:
    page = job_summary.render(books.large(learners, text="é" * 2_000))
    assert len(page.encode()) <= job_summary.LARGEST_BYTES < MIB
    assert "more left out: GitHub shows no page of more than 1 MiB" in page
    assert f"## kata: 0 of {learners} passed" in page
    assert read(page).tags <= OURS


def test_a_class_of_200_is_shown_whole_with_its_first_failures() -> None:
    page = job_summary.render(books.large(200))
    assert "left out" not in page
    assert page.count("<details>") == 200
