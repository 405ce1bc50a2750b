"""What holds for every format of a batch: its golden file, its schema, and no more told than is to be told."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema

from graders.outcome import Verdict
from runner.feedback import limited
from runner.gradebook import FOLDERS, FORMATS, Gradebook, format_named, json_lines, junit_xml
from runner.renderers import View, renderer
from tests.runner.gradebook import books
from tests.runner.gradebook.conftest import Golden

SCHEMAS = Path(__file__).parent / "schemas"
SUFFIXES = {"csv": "csv", "jsonl": "jsonl", "junit": "xml", "annotations": "txt", "summary": "md"}
PLAIN = sorted(SUFFIXES)
"""The formats that this package tests; the page of HTML has its own tests."""


@cache
def rendered(format_name: str, book: str) -> str:
    return format_named(format_name).render(books.BOOKS[book])


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json_lines.schema() if name == "jsonl" else json.loads((SCHEMAS / f"{name}.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@cache
def xsd() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMAS / "junit.xsd")


def csv_rows(text: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def single(format_name: str, book: Gradebook) -> list[tuple[Verdict, str]]:
    """The file of each submission, with how the submission ended."""
    made = renderer(format_name)
    return [(graded.report.verdict, made.render(book.told(graded), View())) for graded in book.graded]


def test_every_format_is_tested_here_or_has_its_own_tests() -> None:
    assert set(FORMATS) - set(PLAIN) <= {"html"}
    assert set(FOLDERS) == {"gradescope", "exercism", "prairielearn"}


@pytest.mark.parametrize("format_name", PLAIN)
@pytest.mark.parametrize("book", ["small.full", "small.names", "small.score", "hostile.names"])
def test_the_file_is_the_golden_one(format_name: str, book: str, golden: Golden) -> None:
    golden(f"{book}.{SUFFIXES[format_name]}", rendered(format_name, book))


@pytest.mark.parametrize("format_name", FOLDERS)
@pytest.mark.parametrize("book", ["small.full", "small.names", "small.score"])
def test_the_files_of_single_submissions_are_the_golden_ones(format_name: str, book: str, golden: Golden) -> None:
    golden(f"{book}.{format_name}.jsonl", "".join(text for _, text in single(format_name, books.BOOKS[book])))


@pytest.mark.parametrize("book", books.BOOKS)
def test_json_lines_keep_to_their_schema_and_name_everyone_exactly(book: str) -> None:
    text = rendered("jsonl", book)
    assert text.isascii()
    lines = [json.loads(line) for line in text.splitlines()]
    for line in lines:
        validator("jsonl").validate(line)
    assert [line["learner"] for line in lines] == [one.handed.learner for one in books.BOOKS[book].graded]


@pytest.mark.parametrize("book", books.BOOKS)
def test_csv_keeps_to_its_schema_with_a_row_for_each_submission(book: str) -> None:
    rows = csv_rows(rendered("csv", book))
    for row in rows:
        validator("csv").validate(row)
    assert len(rows) == len(books.BOOKS[book].graded)


@pytest.mark.parametrize("book", books.BOOKS)
def test_junit_keeps_to_its_schema_with_a_suite_for_each_submission(book: str) -> None:
    text = rendered("junit", book)
    assert text.isascii()
    xsd().validate(text)
    assert text.count("<testsuite ") == len(books.BOOKS[book].graded)


@pytest.mark.parametrize("format_name", FOLDERS)
@pytest.mark.parametrize("book", books.BOOKS)
def test_files_for_other_systems_keep_to_their_schema(format_name: str, book: str) -> None:
    for verdict, text in single(format_name, books.BOOKS[book]):
        result = json.loads(text)
        if format_name == "gradescope" and verdict is Verdict.ERROR:
            assert not {"score", "tests"} & set(result), "Gradescope would take it for a grade"
            continue
        validator(format_name).validate(result)


@pytest.mark.parametrize("book", [book for book in books.BOOKS if not book.endswith("full")])
def test_less_feedback_tells_no_message_no_output_and_no_hint(book: str) -> None:
    texts = [rendered(name, book) for name in PLAIN]
    texts += [text for name in FOLDERS for _, text in single(name, books.BOOKS[book])]
    names = {check.title for one in books.SMALL.graded for check in one.report.checks}
    for text in texts:
        assert not any(secret in text for secret in books.SECRETS)
        if book == "small.score":
            assert not any(name in text for name in names)
    if book == "small.names":
        assert all(any(name in text for text in texts) for name in names)


def test_full_feedback_tells_them() -> None:
    """Without this, the test above could not fail."""
    for name in ("jsonl", "junit", "summary"):
        assert books.SECRETS[0] in rendered(name, "small.full")
    for name in FOLDERS:
        assert any(books.SECRETS[0] in text for _, text in single(name, books.SMALL))


@pytest.mark.parametrize("format_name", ["csv", "junit", "annotations", "summary"])
def test_nothing_hostile_reaches_a_reader_as_it_was(format_name: str) -> None:
    text = rendered(format_name, "hostile.full")
    for line in text.replace("\r\n", "\n").split("\n"):
        assert line.isprintable()
        assert not re.search(r"##[A-Za-z]*\[", line)
        if format_name != "annotations":  # its lines are commands, and are parsed in their own tests
            assert not line.lstrip().startswith("::")


def test_what_is_limited_is_still_told_apart_from_what_was_not_run() -> None:
    checks = limited(books.FAILED, "names").checks
    assert [check.message for check in checks] == ["", "", "", "", "Not run."]


def test_junit_leaves_out_what_is_long_before_a_file_gets_too_large() -> None:
    book = books.large(40)
    text = junit_xml.render(book)
    for left_out in ("the solutions printed,", "and all messages,", "the checks,"):
        largest = len(text) - 1
        text = junit_xml.render(book, largest=largest)
        xsd().validate(text)
        assert len(text) <= largest
        assert 'name="left_out" value="' in text
        assert left_out in text
        assert text.count("<failure") == 40


def test_junit_cases_have_names_of_their_own() -> None:
    cases = re.findall(r'<testcase classname="([^"]*)" name="([^"]*)"', rendered("junit", "small.full"))
    assert len(set(cases)) == len(cases)
    assert ("bo.algo-01", "Finds two amounts with others between them (test_finds_two_amounts_with)") in cases
