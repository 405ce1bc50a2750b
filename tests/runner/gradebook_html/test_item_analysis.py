"""What is said of an exercise is what its docstring defines."""

from __future__ import annotations

import math

import pytest

from graders.outcome import Verdict
from runner.batch.model import Graded
from runner.gradebook import Gradebook
from runner.gradebook.html_report import item_analysis
from runner.gradebook.html_report.item_analysis import ExerciseFacts, TimeScale
from tests.runner.gradebook_html.books import check, graded, small


def scored(learner: str, exercise: str, share: float, *, seconds: float = 1.0) -> Graded:
    return graded(learner, exercise, [check("test_it", points=10 * share, max_points=10.0)], seconds=seconds)


def facts(*handed_in: Graded, exercise: str = "one") -> ExerciseFacts:
    analysed = item_analysis.analyse(Gradebook(graded=handed_in))
    return next(each for each in analysed if each.id == exercise)


def class_of(*shares: tuple[float, ...]) -> list[Graded]:
    """A learner for each tuple: the shares of the exercises one, two and so on."""
    names = ("one", "two", "three")
    return [
        scored(f"learner {number}", name, share)
        for number, mine in enumerate(shares)
        for name, share in zip(names, mine, strict=False)
    ]


def test_difficulty_is_the_mean_share_of_the_points() -> None:
    assert facts(*class_of((1.0,), (0.5,), (0.0,))).difficulty == pytest.approx(0.5)


def test_an_error_of_ours_and_what_could_not_be_read_count_nowhere() -> None:
    found = facts(
        scored("ada", "one", 0.8),
        graded("bo", "one", verdict=Verdict.ERROR),
        graded("cy", "one", verdict=Verdict.INVALID),
    )
    assert (found.handed_in, found.scored) == (3, 1)
    assert found.difficulty == pytest.approx(0.8)


def test_discrimination_is_the_correlation_with_the_other_exercises() -> None:
    shares = ((1.0, 0.9, 0.7), (0.6, 0.8, 0.8), (0.5, 0.2, 0.6), (0.1, 0.4, 0.0), (0.9, 0.5, 0.5))
    here = [mine[0] for mine in shares]
    rest = [(mine[1] + mine[2]) / 2 for mine in shares]
    mean_here, mean_rest = sum(here) / 5, sum(rest) / 5
    over = sum((x - mean_here) * (y - mean_rest) for x, y in zip(here, rest, strict=True))
    under = math.sqrt(sum((x - mean_here) ** 2 for x in here) * sum((y - mean_rest) ** 2 for y in rest))
    found = facts(*class_of(*shares))
    assert found.discrimination == pytest.approx(over / under)
    assert found.undefined == ""


def test_who_has_nothing_elsewhere_does_not_count_for_discrimination() -> None:
    shares = ((1.0, 1.0), (0.5, 0.5), (0.0, 0.0), (0.2, 0.2), (0.7, 0.7))
    assert facts(*class_of(*shares), scored("alone", "one", 0.0)).discrimination == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("shares", "reason"),
    [
        (((1.0, 1.0), (0.0, 0.0), (0.5, 0.1), (0.6, 0.3)), "fewer than 5 learners"),
        (((0.5, 1.0), (0.5, 0.0), (0.5, 0.1), (0.5, 0.3), (0.5, 0.2)), "same score here"),
        (((1.0, 0.1), (0.0, 0.1), (0.5, 0.1), (0.6, 0.1), (0.7, 0.1)), "same score elsewhere"),
        (((1.0,), (0.0,), (0.5,), (0.6,), (0.7,)), "fewer than 5 learners"),
    ],
)
def test_undefined_discrimination_says_why(shares: tuple[tuple[float, ...], ...], reason: str) -> None:
    found = facts(*class_of(*shares))
    assert found.discrimination is None
    assert reason in found.undefined


def test_checks_are_counted_among_those_that_were_run() -> None:
    counts = {count.label: (count.failed, count.run) for count in facts(*small().graded, exercise="algo-01").checks}
    assert counts == {"Ties": (2, 3), "Large": (1, 2)}


def test_scores_alone_name_no_check() -> None:
    assert all(not each.checks for each in item_analysis.analyse(small("score")))


def test_times_are_told_by_their_quantiles_and_the_longest() -> None:
    seconds = facts(*(scored(f"learner {number}", "one", 1.0, seconds=number) for number in range(1, 102))).seconds
    assert seconds == pytest.approx((6.0, 26.0, 51.0, 76.0, 96.0, 101.0))


def test_one_scale_holds_all_times() -> None:
    scale = TimeScale.over([facts(scored("ada", "one", 1.0, seconds=0.1), scored("bo", "one", 1.0, seconds=10.0))])
    assert scale.place(scale.shortest) == 0
    assert scale.place(scale.longest) == 100
    assert TimeScale.over([]).place(5.0) > 0
    assert TimeScale.over([facts(scored("ada", "one", 1.0))]).place(1.0) == 50


def test_totals_tell_scores_errors_and_the_unread_apart() -> None:
    found = item_analysis.totals(small())
    assert (found.handed_in, found.scored, found.passed, found.errors, found.unread) == (7, 5, 2, 1, 1)
    assert found.mean == pytest.approx((1 + 1 + 0 + 0 + 0.25) / 5)
