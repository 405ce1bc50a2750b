"""What a batch ends with on the screen."""

from __future__ import annotations

from runner.gradebook import Gradebook, overview
from tests.runner.gradebook import books
from tests.runner.gradebook.conftest import Golden


def test_the_screen_is_the_golden_one(golden: Golden) -> None:
    golden("small.screen.txt", overview.render(books.SMALL))
    golden("hostile.screen.txt", overview.render(books.HOSTILE))
    golden("empty.screen.txt", overview.render(Gradebook(graded=())))


def test_no_line_of_it_is_a_command_or_moves_a_cursor() -> None:
    for line in overview.render(books.HOSTILE).removesuffix("\n").split("\n"):
        assert line.isprintable()
        assert not line.lstrip().startswith("::")
        assert "##vso[" not in line


def test_it_tells_whoever_grades_why_something_could_not_be_graded_whatever_learners_are_told() -> None:
    assert "di, sql-01: The exercise's test is broken: KeyError" in overview.render(books.BOOKS["small.score"])
