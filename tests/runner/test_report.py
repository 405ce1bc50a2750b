from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from graders.outcome import Verdict
from runner.errors import ReportFormatError
from runner.report import Report, report_schema, was_run
from tests.runner.renderers import reports


def as_data(report: Report) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(report.to_json())
    return data


@pytest.mark.parametrize("name", reports.CORPUS)
def test_a_report_read_back_is_the_same_report(name: str) -> None:
    assert Report.from_json(reports.CORPUS[name].to_json()) == reports.CORPUS[name]


@pytest.mark.parametrize("name", reports.CORPUS)
def test_every_report_keeps_to_the_schema(name: str) -> None:
    jsonschema.Draft202012Validator(report_schema()).validate(as_data(reports.CORPUS[name]))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(report_schema())


def test_the_object_has_the_fields_of_the_design() -> None:
    data = as_data(reports.ONE_FAILED)
    assert list(data) == [
        *["schema", "exercise", "verdict", "score", "max_score", "checks", "sandbox", "seed", "seconds"],
        *["message", "kata_version"],
    ]
    assert set(data["exercise"]) == {"id", "version", "title", "skill"}
    assert set(data["sandbox"]) == {"backend", "image", "digest", "limits"}
    assert {
        "name",
        "title",
        "verdict",
        "points",
        "max_points",
        "message",
        "output",
        "seconds",
        "example",
    } < set(data["checks"][0])


def test_whole_points_are_whole_numbers() -> None:
    assert '"score": 3,' in reports.ALL_PASSED.to_json()
    assert '"score": 2.5,' in replace(reports.ALL_PASSED, score=2.5).to_json()


def test_lone_surrogates_survive_as_escapes() -> None:
    report = replace(reports.ERROR, message="\ud800\x7f\u202e")
    assert report.to_json().isascii()
    assert r'"message": "\ud800\u007f\u202e"' in report.to_json()
    assert Report.from_json(report.to_json()) == report


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_json_cannot_carry_never_get_into_a_report(number: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        replace(reports.ALL_PASSED, score=number)
    with pytest.raises(ValueError, match="finite"):
        replace(reports.ALL_PASSED, checks=(replace(reports.NEXT_TO, seconds=number),))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"schema": "kata.report/v2"}, "not a report"),
        ({"verdict": "won"}, "report.verdict is not one of passed, failed"),
        ({"score": "10"}, "report.score is not of type float"),
        ({"score": True}, "report.score is not of type float"),
        ({"seed": 1.5}, "report.seed is not a whole number"),
        ({"checks": {}}, "report.checks is not an array"),
        ({"checks": [{"name": "test_a"}]}, r"report.checks\[0\] is not an object with exactly name, title"),
        ({"sandbox": {}}, "report.sandbox is not an object with exactly backend"),
        ({"message": None}, "report.message is not of type str"),
        ({"bonus": 1}, "report is not an object with exactly"),
    ],
)
def test_anything_else_is_refused_with_its_place_by_reader_and_schema_alike(
    change: dict[str, object], complaint: str
) -> None:
    data = as_data(reports.ALL_PASSED) | change
    with pytest.raises(ReportFormatError, match=complaint):
        Report.from_json(json.dumps(data))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(report_schema()).validate(data)


@pytest.mark.parametrize("text", ["", "[]", "nonsense", "[" * 100_000, '{"schema": NaN}', "null"])
def test_what_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(ReportFormatError):
        Report.from_json(text)


@pytest.mark.parametrize("number", ["1e999", "NaN", "-Infinity"])
def test_a_number_beyond_all_bounds_is_refused(number: str) -> None:
    text = reports.ALL_PASSED.to_json().replace('"score": 3', f'"score": {number}')
    with pytest.raises(ReportFormatError):
        Report.from_json(text)


def test_labels_are_titles_with_parameters_where_they_are_needed() -> None:
    assert reports.MANY_FAILED.labels[:2] == ("Reads a duration [0h]", "Reads a duration [1h]")
    assert reports.ALL_PASSED.labels[1] == "Finds two amounts with others between them"
    untitled = replace(reports.NEXT_TO, title="")
    assert replace(reports.ALL_PASSED, checks=(untitled,)).labels == (untitled.name,)


@pytest.mark.parametrize(
    ("verdict", "code"), [(Verdict.PASSED, 0), (Verdict.FAILED, 1), (Verdict.INVALID, 1), (Verdict.ERROR, 3)]
)
def test_the_exit_code_tells_whose_doing_it_was(verdict: Verdict, code: int) -> None:
    assert replace(reports.ALL_PASSED, verdict=verdict).exit_code == code


def test_a_check_that_grading_ended_before_was_not_run() -> None:
    assert not was_run(reports.MILLION)
    assert was_run(reports.ORDER)
    assert was_run(replace(reports.NEXT_TO, seconds=0.0))
    assert was_run(replace(reports.MILLION, seconds=0.0, message="It ended while it was loaded."))
