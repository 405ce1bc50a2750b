from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graders.outcome import Verdict
from runner.renderers import View
from runner.renderers.terminal import render
from runner.renderers.text import cells
from tests.runner.renderers import reports

if TYPE_CHECKING:
    from runner.report import Report
    from tests.runner.renderers.conftest import Golden

PAGE_ROWS = 45
HOSTILE_ROWS = 66
SGR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("name", reports.CORPUS)
def test_the_screen_is_the_golden_one(name: str, golden: Golden) -> None:
    golden(f"{name}.txt", render(reports.CORPUS[name], View()))


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("colour", View(colour=True)),
        ("ascii", View(encoding="ascii")),
        ("narrow", View(width=60)),
        ("wide", View(width=120)),
        ("verbose", View(verbose=True)),
        ("named", View(named=True)),
    ],
)
def test_every_view_of_one_failure_is_the_golden_one(name: str, view: View, golden: Golden) -> None:
    golden(f"one_failed.{name}.txt", render(reports.ONE_FAILED, view))


@pytest.mark.parametrize(
    ("name", "view"), [("narrow.ascii", View(width=60, encoding="ascii")), ("colour", View(colour=True))]
)
def test_hostile_text_is_harmless_in_every_view(name: str, view: View, golden: Golden) -> None:
    golden(f"hostile.{name}.txt", render(reports.HOSTILE, view))


@pytest.mark.parametrize("width", [60, 73, 80, 120])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
@pytest.mark.parametrize("verbose", [False, True])
def test_no_row_is_wider_than_the_screen_nor_ends_in_spaces(width: int, encoding: str, verbose: bool) -> None:
    for report in reports.CORPUS.values():
        for row in render(report, View(width=width, encoding=encoding, verbose=verbose)).split("\n"):
            assert cells(row) <= width
            assert row == row.rstrip()


@pytest.mark.parametrize("name", reports.CORPUS)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_screen_that_is_not_verbose_stays_within_about_a_page(name: str, width: int) -> None:
    rows = render(reports.CORPUS[name], View(width=width)).split("\n")
    assert len(rows) <= (HOSTILE_ROWS if name == "hostile" else PAGE_ROWS)


@pytest.mark.parametrize("name", reports.CORPUS)
def test_colours_change_nothing_but_colours(name: str) -> None:
    plain = render(reports.CORPUS[name], View())
    coloured = render(reports.CORPUS[name], View(colour=True))
    assert "\x1b" not in plain
    assert [row.rstrip() for row in SGR.sub("", coloured).split("\n")] == plain.split("\n")


def test_only_the_first_failure_is_shown_in_full_and_the_next_ones_in_a_line() -> None:
    screen = render(reports.report(reports.ORDER, reports.NONE, verdict=Verdict.FAILED), View())
    assert "      expected  (0, 1)\n" in screen
    assert "two_sum([3], 6) · gave (0, 0) · expected None" in screen
    assert "expected  None" not in screen
    assert "expected  None" in render(
        reports.report(reports.ORDER, reports.NONE, verdict=Verdict.FAILED), View(verbose=True)
    )


def test_a_check_that_shares_its_title_is_told_apart_by_its_parameters() -> None:
    assert "✗ Reads a duration [1h]" in render(reports.MANY_FAILED, View())


def test_checks_that_were_not_run_are_named_and_not_called_failed() -> None:
    screen = render(reports.ONE_FAILED, View())
    assert re.search(r"○ Copes with a million amounts +not run", screen)
    assert "✗ Copes with a million amounts" not in screen


def test_points_are_only_shown_where_checks_weigh_differently() -> None:
    assert "points" in render(reports.ONE_FAILED, View())
    assert "points" not in render(reports.ALL_PASSED, View())


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (reports.TIME_LIMIT, "It ran longer than a check may take (10 s)."),
        (reports.MEMORY_LIMIT, "It needed more memory than it may use (256 MiB)."),
        (reports.CRASHED, "The program ended by itself with exit status 3."),
        (reports.OUTPUT_LIMIT, "Is there a print in a loop that never ends?"),
        (reports.INVALID, "No attempt was counted."),
        (reports.ERROR, "This is not your fault"),
        (reports.ERROR_IN_A_CHECK, "This is not your fault"),
        (reports.WEAK_SANDBOX, "No sandbox: the code ran with limits only"),
    ],
)
def test_each_ending_has_a_sentence_that_helps(report: Report, sentence: str) -> None:
    assert sentence in render(report, View(width=120))


def test_an_error_of_ours_looks_at_our_error_and_not_at_the_learners_failure() -> None:
    screen = render(reports.ERROR_IN_A_CHECK, View())
    assert "The exercise's test is broken" in screen
    assert "gave      (1, 0)" not in screen


def test_a_message_about_the_whole_is_shown_beside_a_check_in_focus() -> None:
    screen = render(replace(reports.CRASHED, message="The submission used up its 120 s."), View())
    assert "The submission used up its 120 s." in screen
    assert "exit status 3" in screen


def test_long_output_keeps_its_beginning_and_its_end_and_counts_the_rest() -> None:
    screen = render(reports.MANY_FAILED, View())
    assert "│ step 1\n" in screen
    assert "│ … 22 more lines\n" in screen
    assert "│ step 30\n" in screen


def test_a_long_message_keeps_its_beginning_and_its_end() -> None:
    message = "\n".join(f"fact {number}" for number in range(100))
    screen = render(reports.report(replace(reports.ORDER, message=message), verdict=Verdict.FAILED), View())
    assert "    fact 0\n" in screen
    assert "    fact 99\n" in screen
    assert re.search(r"… \d\d more lines", screen)
    assert "more lines" not in render(
        reports.report(replace(reports.ORDER, message=message), verdict=Verdict.FAILED), View(verbose=True)
    )


def test_a_failure_that_is_the_same_as_one_above_is_not_told_again() -> None:
    twice = (reports.NONE, replace(reports.NONE, name="test_b", title="And again"))
    screen = render(reports.report(*twice, verdict=Verdict.FAILED), View())
    assert screen.count("two_sum([3], 6)") == 1


def test_the_one_line_of_a_failure_is_not_the_scene_but_the_fact() -> None:
    message = "With these tables:\n\ncustomers\n  id | name\n\nYour query gives 2 rows."
    screen = render(
        reports.report(reports.ORDER, replace(reports.NONE, message=message), verdict=Verdict.FAILED), View()
    )
    assert "    Your query gives 2 rows.\n" in screen
    assert "With these tables" not in screen


def test_commands_name_the_exercise_when_the_learner_did() -> None:
    assert "kata check algo-01 --all" in render(reports.ONE_FAILED, View(named=True))


def test_a_passed_exercise_leads_on() -> None:
    screen = render(reports.ALL_PASSED, View())
    assert "★ PASSED  all 3 checks. Well done!" in screen
    assert "kata next" in screen
    assert "kata hint" not in screen


def test_what_would_make_it_better_is_said_of_a_pass_too() -> None:
    advised = replace(reports.CORPUS["all_passed"], message="Run: kata sandbox build")
    assert "Run: kata sandbox build" in render(advised, View())
