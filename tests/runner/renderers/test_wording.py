"""The few facts of a failure that stand on one line."""

from __future__ import annotations

import pytest

from graders.outcome import Verdict
from runner.renderers.wording import gist
from tests.runner.renderers.reports import check

RULE = "Rule: what is taken first was put first.\n"
LONG = "take_the_one_that_was_put_first_of_all(queue)"


@pytest.mark.parametrize(
    ("message", "facts"),
    [
        (f"{RULE}take(queue)\n  gave      2\n  expected  1", ["take(queue)", "gave 2", "expected 1"]),
        (f"{RULE}take(queue)\n  raised    IndexError", ["take(queue)", "raised IndexError"]),
        (f"{RULE}{LONG}\n  gave      2\n  expected  1", ["gave 2", "expected 1"]),
        (f"{RULE}  gave      2\n  expected  1", ["gave 2", "expected 1"]),
        ("take(queue)\n  gave      2", ["take(queue)", "gave 2"]),
        ("It took too long.\nThere were four.", ["It took too long.", "There were four."]),
        ("gave nothing\nat all", ["gave nothing", "at all"]),
        ("", []),
    ],
)
def test_a_short_line_tells_what_came_back_and_not_the_rule(message: str, facts: list[str]) -> None:
    assert gist(check("Queue", Verdict.FAILED, message=message), None, brief=True) == facts


def test_where_there_is_room_the_rule_comes_first() -> None:
    failed = check("Queue", Verdict.FAILED, message=f"{RULE}take(queue)\n  gave      2")
    assert gist(failed, None) == ["Rule: what is taken first was put first.", "take(queue)", "gave 2"]
