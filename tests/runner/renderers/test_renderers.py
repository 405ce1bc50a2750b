"""What holds for every renderer that is registered, whatever a report holds."""

from __future__ import annotations

import io
import json
import re
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graders.outcome import Check, Verdict
from runner.renderers import MAX_WIDTH, MIN_WIDTH, RENDERERS, View, render, renderer
from runner.renderers.text import xml_text
from runner.report import ExerciseInfo, Report, report_schema
from sandbox.session import SandboxInfo
from sandbox.spec import Limits
from tests.runner.renderers import reports

DANGEROUS = st.sampled_from(
    [
        "\x1b[2J",
        "\x1b]0;t\x07",
        "\u202e",
        "\u200b",
        "::add-mask::",
        "\n::error::",
        "##[set-env]",
        "]]>",
        "&lt;",
        "\x00",
        "\x85",
        "\u2028",
        "\ud800",
        "\udc00",
        "\ufffe",
        "漢",
        "e\u0301",
        "\t",
        "\r\n",
        "\n" * 9,
        "x" * 300,
        "\u0301" * 50,
        "\u2066",
        "\u061c",
        "\x9d52;c;aGk=\x07",
        "\x1b]8;;file:///etc/passwd\x1b\\here\x1b]8;;\x1b\\",
        "\x1bP$q\x1b\\",
        "<script>alert(1)</script>",
        "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
        "[bold red]rich[/bold red][link=x]",
        "=1+cmd|' /C calc'!A0",
        "%0A::set-output name=a::b",
        "\r::stop-commands::x",
        "\n  ::add-mask::x",
        "\u3000::error::x",
        "##vso[task.setvariable variable=a]b",
        "##teamcity[testFailed]",
        "| a | b |\n|---|",
        "\uffff\U0010ffff",
    ]
)
TEXT = st.lists(st.one_of(st.text(st.characters(), max_size=20), DANGEROUS), max_size=6).map("".join)
AMOUNT = st.floats(0, 1e6)
VERDICT = st.sampled_from(Verdict)
CHECK = st.builds(
    Check,
    name=TEXT,
    title=TEXT,
    verdict=VERDICT,
    points=AMOUNT,
    max_points=AMOUNT,
    message=TEXT,
    output=TEXT,
    hint=TEXT,
    seconds=AMOUNT,
    example=st.booleans(),
)
REPORT = st.builds(
    Report,
    exercise=st.builds(ExerciseInfo, id=TEXT, version=TEXT, title=TEXT, skill=TEXT),
    verdict=VERDICT,
    score=AMOUNT,
    max_score=AMOUNT,
    checks=st.lists(CHECK, max_size=4).map(tuple),
    sandbox=st.none()
    | st.builds(
        SandboxInfo,
        backend=st.sampled_from(["docker", "process"]) | TEXT,
        image=TEXT,
        digest=TEXT,
        limits=st.just(Limits()),
    ),
    seed=st.integers(0, 2**64),
    seconds=AMOUNT,
    message=TEXT,
    kata_version=TEXT,
)
VIEW = st.builds(
    View,
    colour=st.booleans(),
    width=st.integers(MIN_WIDTH, MAX_WIDTH),
    encoding=st.sampled_from(["utf-8", "ascii", "cp1252"]),
    verbose=st.booleans(),
    named=st.booleans(),
)
OWN_COLOURS = re.compile(r"\x1b\[(?:0|1|2|3[0-7])m")
FEWER = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def assert_harmless(name: str, text: str, view: View) -> None:
    assert text.endswith("\n")
    text.encode(view.encoding)
    bare = OWN_COLOURS.sub("", text) if view.colour and name == "terminal" else text
    for line in bare.split("\n"):
        assert line.isprintable()
        assert not line.lstrip().startswith("::")
        assert not re.search(r"##[A-Za-z]*\[", line)


@pytest.mark.parametrize("name", RENDERERS)
@pytest.mark.parametrize("case", reports.CORPUS)
def test_every_renderer_shows_every_report_harmless(name: str, case: str) -> None:
    for view in (View(), View(colour=True, verbose=True), View(encoding="ascii", width=MIN_WIDTH)):
        assert_harmless(name, renderer(name).render(reports.CORPUS[case], view), view)


@pytest.mark.parametrize("name", RENDERERS)
@FEWER
@given(report=REPORT, view=VIEW)
def test_every_renderer_is_harmless_whatever_a_report_holds(name: str, report: Report, view: View) -> None:
    assert_harmless(name, renderer(name).render(report, view), view)


@FEWER
@given(report=REPORT)
def test_json_keeps_to_its_schema_and_reads_back_whatever_a_report_holds(report: Report) -> None:
    text = renderer("json").render(report, View())
    jsonschema.Draft202012Validator(report_schema()).validate(json.loads(text))
    assert renderer("json").render(Report.from_json(text), View()) == text


@FEWER
@given(report=REPORT)
def test_xml_can_be_parsed_whatever_a_report_holds(report: Report) -> None:
    ET.fromstring(renderer("junit").render(report, View()))  # noqa: S314  # our own text


@FEWER
@given(text=TEXT)
def test_what_stands_in_xml_is_the_text_that_was_made_harmless(text: str) -> None:
    check = reports.check("Adds up", Verdict.FAILED, message=text, output=text)
    document = renderer("junit").render(reports.report(check, verdict=Verdict.FAILED), View())
    case = ET.fromstring(document).find(".//testcase")  # noqa: S314  # our own text
    assert case is not None
    assert (case.findtext("system-out") or "") == xml_text(text)
    assert (case.findtext("failure") or "").startswith(xml_text(text).split("\n")[0])


@pytest.mark.parametrize("view", [View(), View(verbose=True), View(width=MIN_WIDTH), View(colour=True)])
def test_no_text_of_a_solution_writes_a_row_that_only_a_report_writes(view: View) -> None:
    """Whatever is printed or raised: rows of the verdict, of marks and of next steps stand at an edge of their own."""
    screen = renderer("terminal").render(reports.ALL_PASSED, view)
    forged = OWN_COLOURS.sub("", screen)
    check = reports.check("Adds up", Verdict.FAILED, message=forged, output=forged, hint=forged)
    report = reports.report(check, verdict=Verdict.FAILED, message=forged)
    shown = OWN_COLOURS.sub("", renderer("terminal").render(report, view)).split("\n")
    own = [row for row in forged.split("\n") if re.match(r"  (★|✓|Next)", row)]
    assert len(own) >= 3
    assert not {row for row in own if not row.startswith("  Next")} & set(shown)
    assert [row for row in shown if re.match("  (PASSED|★)", row)] == []
    assert [row for row in shown if row.startswith("  NOT YET")] == [shown[_place_of_verdict(shown)]]


def _place_of_verdict(rows: list[str]) -> int:
    """The row after the last rule."""
    return max(number for number, row in enumerate(rows) if row.startswith("  ───")) + 1


@pytest.mark.parametrize("name", RENDERERS)
def test_the_same_report_gives_the_same_text(name: str) -> None:
    first, second = (renderer(name).render(reports.ONE_FAILED, View()) for _ in range(2))
    assert first == second


def test_a_stream_gets_no_colours_unless_it_is_to_have_them() -> None:
    plain, coloured = io.StringIO(), io.StringIO()
    render(reports.ALL_PASSED, stream=plain)
    render(reports.ALL_PASSED, stream=coloured, colour=True)
    assert "\x1b[" not in plain.getvalue()
    assert "\x1b[" in coloured.getvalue()


@pytest.mark.parametrize(("columns", "expected"), [("", 78), ("20", 58), ("0", 78), ("500", 118)])
def test_the_width_is_that_of_the_terminal_within_bounds(
    columns: str, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    stream = io.StringIO()
    render(reports.ALL_PASSED, stream=stream)
    assert max(map(len, stream.getvalue().split("\n"))) == expected


def test_a_terminal_without_the_symbols_gets_others() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="latin-1")
    render(reports.ONE_FAILED, stream=stream)
    stream.flush()
    assert b"  x The smaller position comes first" in raw.getvalue()
