from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from runner.renderers import View
from runner.renderers.json_report import render
from runner.report import Report
from tests.runner.renderers import reports

if TYPE_CHECKING:
    from tests.runner.renderers.conftest import Golden


def test_the_object_is_the_golden_one(golden: Golden) -> None:
    golden("one_failed.json", render(reports.ONE_FAILED, View()))


@pytest.mark.parametrize("name", reports.CORPUS)
def test_it_is_one_object_on_one_line_that_reads_back_the_same(name: str) -> None:
    text = render(reports.CORPUS[name], View())
    assert text.count("\n") == 1
    assert text.endswith("}\n")
    assert json.loads(text)["schema"] == "kata.report/v1"
    assert Report.from_json(text) == reports.CORPUS[name]
