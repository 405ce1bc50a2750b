from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from graders.outcome import Verdict
from runner.renderers import View
from runner.renderers.junit import render
from tests.runner.renderers import reports

if TYPE_CHECKING:
    from tests.runner.renderers.conftest import Golden

# The format as Jenkins' schema has it, which GitLab's and GitHub's readers are more lenient than: for each
# element its attributes (those that must stand in capitals' place first) and its children in their order.
REQUIRED = {
    "testsuites": set(),
    "testsuite": {"name", "tests"},
    "testcase": {"name", "classname"},
    "property": {"name", "value"},
}
OPTIONAL = {
    "testsuites": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testsuite": {"failures", "errors", "skipped", "time", "timestamp", "hostname", "id"},
    "testcase": {"time", "file", "line", "assertions"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message", "type"},
}
CHILDREN = {
    "testsuites": ["testsuite"],
    "testsuite": ["properties", "testcase", "system-out", "system-err"],
    "properties": ["property"],
    "testcase": ["skipped", "error", "failure", "system-out", "system-err"],
}


def hold_against_the_format(element: ET.Element) -> None:
    required = REQUIRED.get(element.tag, set())
    assert required <= set(element.attrib) <= required | OPTIONAL.get(element.tag, set())
    order = CHILDREN.get(element.tag, [])
    places = [order.index(child.tag) for child in element]
    assert places == sorted(places)
    for child in element:
        hold_against_the_format(child)


def suite_of(text: str) -> ET.Element:
    suite = ET.fromstring(text).find("testsuite")  # noqa: S314  # our own text
    assert suite is not None
    return suite


@pytest.mark.parametrize("name", ["one_failed", "error", "hostile"])
def test_the_document_is_the_golden_one(name: str, golden: Golden) -> None:
    golden(f"{name}.xml", render(reports.CORPUS[name], View()))


@pytest.mark.parametrize("name", reports.CORPUS)
def test_it_keeps_to_the_format(name: str) -> None:
    text = render(reports.CORPUS[name], View())
    assert text.isascii()
    hold_against_the_format(ET.fromstring(text))  # noqa: S314  # our own text


@pytest.mark.parametrize("name", reports.CORPUS)
def test_its_totals_are_those_of_its_cases(name: str) -> None:
    suite = suite_of(render(reports.CORPUS[name], View()))
    for total, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(suite.attrib[total]) == len(suite.findall(f"testcase/{kind}"))
    assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))


@pytest.mark.parametrize("name", reports.CORPUS)
def test_it_is_green_only_for_what_passed(name: str) -> None:
    report = reports.CORPUS[name]
    suite = suite_of(render(report, View()))
    red = int(suite.attrib["failures"]) + int(suite.attrib["errors"])
    assert (red == 0) == (report.verdict is Verdict.PASSED)


def test_what_is_ours_is_an_error_and_what_is_theirs_a_failure() -> None:
    suite = suite_of(render(reports.ERROR_IN_A_CHECK, View()))
    assert [case.attrib["name"] for case in suite.findall("testcase[error]")] == [
        "Says None where no two amounts fit (test_says_none_where_no)"
    ]
    assert len(suite.findall("testcase[failure]")) == 1
    assert suite_of(render(reports.INVALID, View())).find("testcase/failure") is not None


def test_checks_that_were_not_run_are_skipped_and_alone_do_not_make_it_green() -> None:
    report = replace(reports.TIME_LIMIT, checks=(reports.MILLION,))
    suite = suite_of(render(report, View()))
    assert suite.find("testcase/skipped") is not None
    assert suite.find("testcase/failure") is not None


def test_names_are_unique_where_titles_are_not() -> None:
    suite = suite_of(render(reports.MANY_FAILED, View()))
    names = [case.attrib["name"] for case in suite.findall("testcase")]
    assert len(set(names)) == len(names)
