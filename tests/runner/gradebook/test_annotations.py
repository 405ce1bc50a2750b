"""GitHub's workflow commands, read back by the rules of GitHub's runner."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings

from graders.outcome import Verdict
from runner.gradebook import Gradebook, github_annotations
from runner.report import Report
from tests.runner.gradebook import books
from tests.runner.renderers.test_renderers import REPORT, TEXT

COMMANDS = {"error", "warning", "notice"}


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    properties: dict[str, str]
    message: str


def unescaped(text: str, *, properties: bool) -> str:
    escapes = {"%0D": "\r", "%0A": "\n", **({"%3A": ":", "%2C": ","} if properties else {}), "%25": "%"}
    for escape, char in escapes.items():
        text = text.replace(escape, char)
    return text


def read(log: str) -> list[Command]:
    """Every command in a log, and nothing else may be in it."""
    found = []
    for line in re.split(r"\r\n|\r|\n", log.removesuffix("\n")) if log else []:
        assert line.startswith("::"), line
        head, separator, message = line[2:].partition("::")
        assert separator, line
        name, _, listed = head.partition(" ")
        pairs = [pair.partition("=") for pair in listed.split(",")]
        properties = {key.strip(): unescaped(value, properties=True) for key, _, value in pairs}
        found.append(Command(name, properties, unescaped(message, properties=False)))
    return found


@pytest.mark.parametrize("book", books.BOOKS)
def test_every_line_is_an_annotation_with_a_title_and_nothing_else(book: str) -> None:
    for command in read(github_annotations.render(books.BOOKS[book])):
        assert command.name in COMMANDS
        assert set(command.properties) == {"title"}
        assert command.message


@settings(deadline=None, max_examples=40)
@given(report=REPORT, learner=TEXT)
def test_that_holds_whatever_a_report_and_a_name_hold(report: Report, learner: str) -> None:
    book = Gradebook(graded=(books.graded(learner, report),))
    for command in read(github_annotations.render(book)):
        assert command.name in COMMANDS
        assert set(command.properties) == {"title"}


def test_what_is_said_of_whom() -> None:
    commands = read(github_annotations.render(books.SMALL))
    assert [(command.name, command.properties["title"]) for command in commands] == [
        ("error", "di, algo-01: could not be graded"),
        ("error", "di, sql-01: could not be graded"),
        ("error", "ada, sql-01: 1 of 2 checks, 1 of 2 points"),
        ("error", "bo, algo-01: 2 of 5 checks, 2 of 7 points"),
        ("error", "ed, sql-01: 1 of 3 checks, 1 of 3 points"),
        ("warning", "cy, algo-01: not graded"),
        ("warning", "handed-in/README.md: not graded"),
        ("warning", "handed-in/ed/sql-1: not graded"),
    ]
    assert commands[3].message.split("\n")[1] == (
        "Says None where no two amounts fit: two_sum([3], 6); gave (0, 0); expected None"
    )


def test_a_step_has_ten_errors_and_ten_warnings_and_the_rest_is_counted() -> None:
    book = books.large(35)
    read_only = replace(book.graded[0].report, verdict=Verdict.INVALID, checks=(), message="no file")
    invalid = tuple(books.graded(f"x{number}", read_only) for number in range(12))
    commands = read(github_annotations.render(Gradebook(graded=(*book.graded, *invalid))))
    names = [command.name for command in commands]
    assert (names.count("error"), names.count("warning")) == (10, 10)
    said = [command.message for command in commands if command.name == "notice"]
    assert said == [
        "25 more errors left out: GitHub shows 10 of a step",
        "2 more warnings left out: GitHub shows 10 of a step",
    ]


def test_where_all_passed_nothing_is_said() -> None:
    assert github_annotations.render(Gradebook(graded=books.SMALL.graded[:1])) == ""


def test_messages_are_bounded() -> None:
    [command] = read(github_annotations.render(books.large(1, text="m" * 1_000_000)))
    assert len(command.message) < 3_000
