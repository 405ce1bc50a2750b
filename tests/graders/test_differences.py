from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.differences import differences, same

LONG = "The quick brown fox jumps over the lazy dog, again and again."
NUMBERS = list(range(100))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=80),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner) | st.tuples(inner, inner),
    max_leaves=20,
)


class Remote:
    """As the stand-ins of the sandbox are."""

    __remote__: Any = None

    def __eq__(self, other: object) -> bool:
        raise AssertionError("asked")

    __hash__ = object.__hash__


@pytest.mark.parametrize(
    ("gave", "expected", "lines"),
    [
        (1, 2, []),
        ("ab", "ac", []),
        (None, 0, ["Nothing came back. Is a return missing?"]),
        ("1", 1, ["it is a str, expected an int"]),
        (1.0, 2, []),
        ([1, 2], (1, 2), ["the same items, but a list, expected a tuple"]),
        ([1, 2], (1, 3), ["it is a list, expected a tuple"]),
        ([2, 1], [1, 2], ["the same items in another order"]),
        ("YES", "yes", ["they differ only in upper and lower case"]),
        ("a  b", "a b", ["they differ only in spaces and newlines"]),
        ([*NUMBERS[:70], 0, *NUMBERS[71:]], NUMBERS, ["at index 70: 0, expected 70"]),
        (NUMBERS[:-2], NUMBERS, ["98 items, expected 100", "missing at the end: 98, 99"]),
        ([*NUMBERS, 1, 2, 3, 4], NUMBERS, ["104 items, expected 100", "too many at the end: 1, 2, 3, ... 1 more"]),
        (
            [{"name": LONG, "n": 1}, {"name": LONG, "n": 2}],
            [{"name": LONG, "n": 1}, {"name": LONG, "n": 3}],
            ["at [1]['n']: 2, expected 3"],
        ),
        ({LONG: 1, "b": 2}, {LONG: 1, "c": 2}, ["missing key: 'c'", "key too many: 'b'"]),
        ({*NUMBERS, 200}, {*NUMBERS, 300}, ["missing: 300", "too many: 200"]),
        (
            LONG,
            LONG.replace("fox", "cat"),
            ["at index 16: 'fox jumps over t', expected 'cat jumps over t'"],
        ),
        (LONG[:-7], LONG, ["it ends too early: ' again.' is missing"]),
        (LONG + "!", LONG, ["too much at the end: '!'"]),
        (
            "-- a\nb\n",
            "-- c\nb",
            [
                "the lines that differ (- expected, + given)",
                "  - -- c",
                "  + -- a",
                "    b",
                "  + (an empty line)",
            ],
        ),
        ("a\nb ", "a\nb", ["the lines that differ (- expected, + given)", "    a", "  - b", "  + 'b '"]),
    ],
)
def test_the_first_difference_is_told_where_it_is_not_plain_to_see(
    gave: object, expected: object, lines: list[str]
) -> None:
    assert differences(gave, expected) == lines


def test_a_long_diff_is_cut_with_a_count() -> None:
    lines = differences("\n".join(map(str, range(100))), "\n".join(map(str, range(100, 200))))
    assert len(lines) == 14
    assert lines[-1] == "  ... 188 more"


def test_objects_in_the_sandbox_are_not_asked_whether_they_are_equal() -> None:
    one, other = Remote(), Remote()
    assert same([one], [one])
    assert not same({"a": one}, {"a": other})
    assert differences([one] * 30, [other] * 30) == ["at index 0: <Remote object>, expected <Remote object>"]


def test_cyclic_values_come_to_an_end() -> None:
    one: list[Any] = [LONG]
    other: list[Any] = [LONG]
    one.append(one)
    other.append(other)
    assert not same(one, other)
    assert isinstance(differences(one, other), list)


@given(PLAIN)
def test_a_value_is_the_same_as_itself(value: object) -> None:
    assert same(value, value)


@given(PLAIN, PLAIN)
def test_there_is_always_something_to_tell_of_long_values_that_differ(one: object, other: object) -> None:
    lines = differences(one, other)
    assert all("\n" not in line for line in lines)
    if not same(one, other) and type(one) is type(other) and len(repr(one)) + len(repr(other)) > 400:
        assert lines
