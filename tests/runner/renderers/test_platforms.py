"""The results.json of Gradescope, Exercism and PrairieLearn: what each is told, within what it takes.

Their schemas and golden files are in the tests of the gradebook, which writes the same files.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from graders.outcome import Check, Verdict
from runner.renderers import View, renderer
from runner.renderers.exercism import MESSAGE_BYTES, OUTPUT_CHARACTERS
from runner.renderers.prairielearn import LARGEST_BYTES
from runner.report import Report
from tests.runner.renderers import reports


def result(name: str, report: Report) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(renderer(name).render(report, View()))
    return made


def many(count: int, *, text: str) -> Report:
    """A report of so many failed checks with a long message and output each."""
    checks = [
        reports.check(f"Check {number}", Verdict.FAILED, name=f"test_{number}", message=text, output=text)
        for number in range(count)
    ]
    return reports.report(*checks, verdict=Verdict.FAILED)


def test_a_failure_of_ours_is_a_grade_nowhere() -> None:
    for report in (reports.ERROR, reports.ERROR_IN_A_CHECK):
        assert not {"score", "tests"} & set(result("gradescope", report))
        assert result("prairielearn", report)["gradable"] is False
        assert result("exercism", report)["status"] == "error"


def test_what_cannot_be_read_costs_no_attempt_where_the_system_knows_that() -> None:
    made = result("prairielearn", reports.INVALID)
    assert made["gradable"] is False
    assert made["format_errors"][0].startswith('The file "two_sum.py" is missing.')
    assert "score" not in made
    assert result("exercism", reports.INVALID)["message"].startswith('The file "two_sum.py" is missing.')


@pytest.mark.parametrize(
    ("verdict", "status"),
    [(Verdict.PASSED, "pass"), (Verdict.FAILED, "fail"), (Verdict.TIME_LIMIT, "error"), (Verdict.CRASHED, "error")],
)
def test_a_check_of_exercism_fails_by_its_answer_and_errs_by_its_end(verdict: Verdict, status: str) -> None:
    report = reports.report(replace(reports.NEXT_TO, verdict=verdict), reports.ORDER, verdict=Verdict.FAILED)
    made = result("exercism", report)
    assert made["status"] == "fail"
    assert made["message"] is None
    assert [test["status"] for test in made["tests"]] == [status, "fail"]


def test_exercism_gets_so_much_output_and_message_and_a_word_about_the_rest() -> None:
    [test] = result("exercism", many(1, text="é" * 1_900 + "\n" + "line\n" * 30_000 + "漢" * 60_000))["tests"]
    assert len(test["output"]) == OUTPUT_CHARACTERS
    assert test["output"].endswith("Output was truncated. Please limit to 500 chars.")
    report = many(1, text="\n".join("漢" * 1_500 for _ in range(100)))
    [test] = result("exercism", report)["tests"]
    assert MESSAGE_BYTES - 4 < len(test["message"].encode()) <= MESSAGE_BYTES
    assert test["message"].endswith("... the rest is left out")
    [test] = result("exercism", many(1, text="x" * OUTPUT_CHARACTERS))["tests"]
    assert test["output"] == test["message"] == "x" * OUTPUT_CHARACTERS


LONG = "\n".join("漢字" * 500 for _ in range(20))


@pytest.mark.parametrize(
    ("checks", "message", "kept"), [(3, LONG, 3), (200, LONG, 200), (1_000, LONG, 1_000), (12_000, "x", 0)]
)
def test_prairielearn_gets_no_more_than_it_takes(checks: int, message: str, kept: int) -> None:
    report = many(checks, text=message)
    text = renderer("prairielearn").render(report, View())
    assert len(text) <= LARGEST_BYTES
    made = json.loads(text)
    assert made["gradable"] is True
    assert len(made["tests"]) == kept
    if not kept:
        assert "The checks are left out" in made["message"]


def test_points_become_a_share_for_prairielearn_and_stay_points_for_gradescope() -> None:
    report = replace(reports.ONE_FAILED, score=3.0, max_score=7.0)
    assert result("prairielearn", report)["score"] == pytest.approx(3 / 7)
    assert result("gradescope", report)["score"] == 3
    nothing: Check = replace(reports.NEXT_TO, points=0.0, max_points=0.0)
    assert result("prairielearn", reports.report(nothing, verdict=Verdict.PASSED))["score"] == 0.0


def test_hints_and_outputs_are_told_where_a_check_failed() -> None:
    tests = result("gradescope", reports.ONE_FAILED)["tests"]
    assert tests[0]["output"] == ""
    assert "Hint: Look at the order" in tests[2]["output"]
    assert "Your code printed:\nlooking at 2" in tests[2]["output"]
    assert {test["output_format"] for test in tests} == {"text"}
