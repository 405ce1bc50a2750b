"""The page as a file: valid, closed to the network, honest about what it was asked to keep back."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest

from runner.batch.store import Store
from runner.gradebook import Gradebook, format_named
from runner.gradebook.html_report.submissions import embedded
from tests.runner.conftest import Kata
from tests.runner.gradebook.books import BOOKS as SHARED
from tests.runner.gradebook.books import SECRETS
from tests.runner.gradebook_html.books import small

BOOKS = SHARED | {f"own.{feedback}": small(feedback) for feedback in ("full", "names", "score")}

DASH = "\N{EN DASH}"


@cache
def rendered(book: str) -> str:
    return format_named("html").render(BOOKS[book])


@cache
def parsed(book: str) -> ET.Element:
    """The page as the HTML standard reads it. Anything that the standard calls a parse error fails."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    root = parser.parse(rendered(book))
    assert isinstance(root, ET.Element)
    return root


def all_text(element: ET.Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def by_id(book: str, name: str) -> ET.Element:
    found = parsed(book).find(f".//*[@id='{name}']")
    assert found is not None
    return found


def data_of(book: str) -> dict[str, Any]:
    return dict(json.loads(by_id(book, "data").text or ""))


def lines(book: str, table: str) -> list[list[str]]:
    return [[all_text(cell) for cell in row] for row in by_id(book, table).findall("./tbody/tr")]


@pytest.mark.parametrize("book", BOOKS)
def test_the_page_is_html_without_a_parse_error(book: str) -> None:
    page = parsed(book)
    assert page.get("lang") == "en"
    names = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(names) == len(set(names))
    for element in page.iter():
        for reference in (element.get("aria-labelledby"), element.get("for")):
            assert reference is None or reference in names


@pytest.mark.parametrize("book", BOOKS)
def test_the_policy_allows_the_one_script_and_the_one_style_sheet(book: str) -> None:
    page = parsed(book)
    policy = next(meta.get("content", "") for meta in page.iter("meta") if meta.get("http-equiv"))
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy
    running = [script for script in page.iter("script") if script.get("type") != "application/json"]
    for rule, found in (("script-src", running), ("style-src", list(page.iter("style")))):
        [element] = found
        digest = base64.b64encode(hashlib.sha256((element.text or "").encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"


@pytest.mark.parametrize("book", BOOKS)
def test_nothing_in_the_page_leads_out_of_it(book: str) -> None:
    page = parsed(book)
    assert not {element.tag for element in page.iter()} & {"img", "iframe", "object", "embed", "base", "audio", "video"}
    for element in page.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in {"style", "src", "srcset", "action", "formaction"}
            assert name != "href" or value.startswith("#") or value == "data:,"
    assert len(list(page.iter("script"))) == 2


@pytest.mark.parametrize("book", BOOKS)
def test_nothing_that_leaves_no_ink_is_in_the_file(book: str) -> None:
    assert all(char.isprintable() or char == "\n" for char in rendered(book))


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "]]>", "&lt;", "\u2028\u2029", "\ud800", "##[set]"])
def test_data_hold_no_markup_and_come_back_as_they_were(text: str) -> None:
    made = embedded({"text": text})
    assert not set("<>&") & set(made)
    assert made.isascii()
    assert json.loads(made) == {"text": text}


def test_the_gradebook_is_a_table_with_headers_and_a_score_in_words() -> None:
    table = by_id("own.full", "gradebook")
    assert all_text(table.find("caption")).startswith("Points of each learner")
    headers = table.findall("./thead/tr/th")
    assert [all_text(header) for header in headers][3:] == ["algo-01 of 2", "git-01", "sql-01 of 2"]
    assert {header.get("scope") for header in headers} == {"col"}
    assert {header.get("scope") for header in table.findall("./tbody/tr/th")} == {"row"}
    assert lines("own.full", "gradebook") == [
        ["ada", "100 %", "2", "2", DASH, "2"],
        ["bo", "0 %", "1", "0", "error", DASH],
        ["cy", "12 %", "2", "0c", "unread", "0.5"],
    ]


def test_scores_lead_to_their_submissions_in_the_order_of_the_cells() -> None:
    links = [link.get("href") for link in by_id("own.full", "gradebook").iter("a")]
    assert links == [f"#/s/{number}" for number in range(7)]
    data = data_of("own.full")
    whose = [(data["learners"][one["l"]], data["exercises"][one["e"]]["id"]) for one in data["submissions"]]
    assert whose == [(one.handed.learner, one.handed.exercise) for one in BOOKS["own.full"].graded]


def test_the_table_of_exercises_has_what_failed_most_and_undefined_numbers_as_such() -> None:
    algo, git, sql = lines("own.full", "exercises")
    assert algo[0] == "algo-01 Title of algo-01"
    assert algo[1] == "Ties 2 of 3 Large 1 of 2"
    assert algo[2:4] == ["1 of 3", "0.33"]
    assert "undefined: fewer than 5 learners" in algo[4]
    assert algo[5].startswith(f"0.40 s half 0.40 s {DASH} 5.5 s")
    assert git[1:] == ["nothing has a score", "0 of 0", "undefined", git[4], DASH]
    assert sql[3] == "0.62"


def test_misfits_errors_and_walls_not_held_are_told() -> None:
    assert "in/<b>notes</b>.txt: it fits no exercise" in all_text(by_id("own.full", "misfits"))
    assert "bo, git-01: no sandbox could be had" in all_text(by_id("own.full", "errors"))
    assert "the number of processes is not bounded" in all_text(by_id("own.full", "gaps"))
    assert "To look at" not in rendered("empty.full")


def test_without_scripts_the_page_says_what_is_missing() -> None:
    note = parsed("own.full").find(".//body//noscript")
    assert "Without JavaScript" in all_text(note)
    assert by_id("own.full", "filters").get("hidden") is not None


def test_nobody_is_without_a_name() -> None:
    assert "(no name)" in [line[0] for line in lines("hostile.full", "gradebook")]
    assert "(no name)" in data_of("hostile.full")["learners"]


def test_how_numbers_are_made_is_told() -> None:
    method = all_text(parsed("own.full").find(".//details[@class='method']"))
    assert "item-rest correlation" in method
    assert "undefined with fewer than five" in method


@pytest.mark.parametrize("book", ["small.names", "small.score", "own.names", "own.score"])
def test_less_feedback_leaves_messages_outputs_and_hints_out_of_the_file(book: str) -> None:
    said = [*SECRETS, "expected 3, got 4", "debug: 4", "Mind equal values", "It ended."]
    assert not [secret for secret in said if secret in rendered(book)]
    names = ("Ties", "Large", "test_ties")
    assert [name in rendered(book) for name in names] == [book == "own.names", book == "own.names", False]


def test_full_feedback_has_all_of_it() -> None:
    """Without this, the test above could not fail."""
    for secret in ("expected 3, got 4", "debug: 4", "Mind equal values", "It ended.", "Ties", "Large"):
        assert secret in rendered("own.full")


def test_the_names_of_checks_are_there_without_their_reasons() -> None:
    data = data_of("own.names")
    assert [check["label"] for check in data["exercises"][0]["checks"]] == ["Ties", "Large"]
    assert data["submissions"][2]["c"] == "ft"
    assert data["submissions"][4]["c"] == "c-"
    assert all("x" not in one for one in data["submissions"])
    assert all("c" not in one for one in data_of("own.score")["submissions"])


def test_a_check_of_part_of_its_points_has_them() -> None:
    assert data_of("own.full")["submissions"][6]["g"] == {"0": 0.5}


def test_a_text_that_many_have_is_there_once() -> None:
    graded = [one for one in small().graded if one.handed.learner == "bo" and one.handed.exercise == "algo-01"]
    texts = json.loads(
        re.findall(r'id="data">(.*)</script>', format_named("html").render(Gradebook(graded=graded)))[0]
    )["texts"]
    assert len(texts) == len(set(texts))
    assert rendered("own.full").count("Mind equal values.") == 1


def test_the_same_results_are_the_same_file() -> None:
    assert rendered("own.full") == format_named("html").render(small())


def test_the_command_writes_it(kata: Kata) -> None:
    store = Store(kata.folder / "all.sqlite3")
    for one in small().graded:
        store.keep(one)
    store.close()
    ended = kata("merge", "all.sqlite3", "--report", "html=out/report.html", "--feedback", "names")
    assert "wrote out/report.html" in ended.err.replace("\\", "/")
    page = (kata.folder / "out" / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "expected 3, got 4" not in page


def test_the_parts_of_the_script_are_all_in_it() -> None:
    from runner.gradebook import html_report

    assert sorted(html_report.SCRIPTS) == sorted(path.name for path in html_report.FOLDER.glob("*.js"))
    text = html_report.script_text() + html_report.style_sheet()
    assert "</" not in text.replace("</b>", "")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text)
    assert Path(html_report.__file__).parent == html_report.FOLDER
