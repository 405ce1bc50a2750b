"""When two answers are the same, and what is said when they are not."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.errors import ExerciseInvalid
from graders.sql.engine import Rows
from graders.sql.rows import Difference, DifferenceKind, compare, leftovers, same_value

VALUES = st.one_of(
    st.none(),
    st.integers(-3, 3),
    st.sampled_from([0.0, 0.5, 1.0, -2.0]),
    st.sampled_from(["", "a", "A", "1"]),
    st.sampled_from([b"", b"a"]),
)
ROWS = st.lists(st.tuples(VALUES, VALUES), max_size=8)


def answer(*rows: tuple[Any, ...], columns: tuple[str, ...] = ("a", "b")) -> Rows:
    return Rows(columns=columns, rows=rows)


def difference(expected: Rows, got: Rows, **options: Any) -> Difference:
    found = compare(expected, got, **options)
    assert found is not None
    return found


@given(ROWS, st.randoms())
def test_rows_in_another_order_are_the_same_bag(rows: list[tuple[Any, ...]], rng: random.Random) -> None:
    shuffled = list(rows)
    rng.shuffle(shuffled)
    assert compare(answer(*rows), answer(*shuffled)) is None


@given(ROWS, ROWS)
def test_leftovers_complete_each_other(expected: list[tuple[Any, ...]], got: list[tuple[Any, ...]]) -> None:
    missing, extra = leftovers(expected, got)
    assert leftovers([*expected, *extra], [*got, *missing]) == ((), ())
    assert len(expected) - len(missing) == len(got) - len(extra)


@given(ROWS, st.data())
def test_a_row_that_comes_once_too_often_is_extra(rows: list[tuple[Any, ...]], data: st.DataObject) -> None:
    if rows:
        twice = data.draw(st.sampled_from(rows))
        found = difference(answer(*rows), answer(*rows, twice))
        assert (found.missing, found.extra) == ((), (twice,))


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30), st.randoms())
def test_sums_that_differ_by_rounding_are_the_same(numbers: list[float], rng: random.Random) -> None:
    shuffled = list(numbers)
    rng.shuffle(shuffled)
    spread = 1e-9 * max(1.0, sum(map(abs, numbers)))
    assert compare(answer((1, sum(numbers))), answer((1, sum(shuffled))), tolerance=spread) is None


@pytest.mark.parametrize(
    ("expected", "got", "same"),
    [
        (1, 1.0, True),
        (1.0, 1, True),
        (0.1 + 0.2, 0.3, True),
        (0, 1e-12, True),
        (1, 2, False),
        (2**53, 2**53 + 1, False),
        (1, "1", False),
        ("1", 1, False),
        (None, 0, False),
        (None, "", False),
        (None, None, True),
        ("a", "A", False),
        ("a", "a ", False),
        ("a", b"a", False),
        (float("inf"), float("inf"), True),
        (float("inf"), 1e300, False),
    ],
)
def test_values(expected: Any, got: Any, same: bool) -> None:
    assert same_value(expected, got) is same


def test_a_tolerance_counts_in_units_of_the_number() -> None:
    assert compare(answer((1, 10.004)), answer((1, 10.0)), tolerance=0.005) is None
    assert compare(answer((1, 10.006)), answer((1, 10.0)), tolerance=0.005) is not None


def test_many_rows_within_a_tolerance_are_paired_quickly() -> None:
    expected = answer(*((n, n + 0.25) for n in range(5000)))
    got = answer(*((n, n + 0.25 + 1e-12) for n in reversed(range(5000))))
    assert compare(expected, got) is None


def test_the_number_of_columns_is_told_first() -> None:
    found = difference(answer((1, 2)), answer((1,), columns=("a",)))
    assert found.kind is DifferenceKind.COLUMN_COUNT
    assert found.sentence == "Expected 2 columns (a, b); your query gives 1 column (a)."


def test_swapped_columns_are_told_as_such() -> None:
    found = difference(answer((1, 2)), answer((2, 1), columns=("B", "A")))
    assert found.kind is DifferenceKind.COLUMN_ORDER


def test_another_name_is_no_difference_of_rows() -> None:
    assert compare(answer((1, 2)), answer((1, 2), columns=("x", "y"))) is None


def test_order_counts_only_when_asked_for() -> None:
    ascending, descending = answer((1, 1), (2, 2)), answer((2, 2), (1, 1))
    assert compare(ascending, descending) is None
    found = difference(ascending, descending, ordered_by=["a"])
    assert found.kind is DifferenceKind.ORDER
    assert "row 1 has a = 1; in yours it has 2" in found.sentence


def test_rows_that_tie_come_in_any_order() -> None:
    expected = answer((1, "x"), (1, "y"), (2, "z"))
    assert compare(expected, answer((1, "y"), (1, "x"), (2, "z")), ordered_by=["a DESC"]) is None
    assert compare(expected, answer((1, "y"), (1, "x"), (2, "z")), ordered_by=["a", "b"]) is not None


def test_an_order_by_an_unknown_column_is_the_authors_mistake() -> None:
    with pytest.raises(ExerciseInvalid, match="ordered_by names 'c'"):
        compare(answer((1, 2)), answer((1, 2)), ordered_by=["c"])


@pytest.mark.parametrize(
    ("expected", "got", "part"),
    [
        ([("x", 1)], [("x", 2)], "In the row with a 'x': b is 2, expected 1."),
        ([("x", 1)], [("x", None)], "b is NULL, expected 1"),
        ([("x", 1)], [("x", "1")], "b is '1' (a text, not a number), expected 1"),
        ([("x", "Oslo")], [("x", "oslo ")], "(only case or spaces differ)"),
        ([("x", 1)], [], "no row at all"),
        ([("x", 1), ("y", 2)], [("x", 1)], "rows are missing"),
        ([("x", 1)], [("x", 1), ("x", 1)], "more often than they should"),
        ([("x", 1)], [("x", 1), ("y", 2)], "others that should not be"),
        ([("x", 1)], [("y", 2)], "Rows are missing, and others should not be there"),
    ],
)
def test_the_sentence_names_what_differs(
    expected: list[tuple[Any, ...]], got: list[tuple[Any, ...]], part: str
) -> None:
    assert part in difference(answer(*expected), answer(*got)).sentence
