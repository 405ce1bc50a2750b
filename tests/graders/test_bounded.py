from __future__ import annotations

import enum
import functools
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.bounded import LIMIT, bounded, exception_text, is_remote

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
)


class Colour(enum.Enum):
    RED = "red"


class Point(NamedTuple):
    x: int
    y: int


class Text(str):
    __slots__ = ()

    def __repr__(self) -> str:
        raise AssertionError("a subclass has no say")

    __str__ = __repr__


class Items(list[Any]):
    def __iter__(self) -> Any:
        raise AssertionError("a subclass has no say")

    __len__ = __repr__ = __iter__


class Silent:
    def __repr__(self) -> str:
        raise ValueError("no")


class Remote:
    """As the stand-ins of the sandbox are."""

    __remote__: Any = None

    def __repr__(self) -> str:
        return "<asked>"


def test_what_a_test_has_made_does_not_tell_the_tests_name() -> None:
    class Box:
        pass

    def twice(number: int) -> int:
        return 2 * number

    assert bounded([twice, lambda: 1]) == "[<function twice>, <a function>]"
    assert bounded(functools.partial(twice, 1)) == "functools.partial(<function twice>, 1)"
    assert bounded(Box()).endswith("Box object>")
    assert "test_what" not in bounded(Box())
    assert bounded(len) == "<built-in function len>"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True"),
        (float("nan"), "nan"),
        ("it's", '"it\'s"'),
        (b"\x00", r"b'\x00'"),
        ([], "[]"),
        ((1,), "(1,)"),
        (set(), "set()"),
        (frozenset({1}), "frozenset({1})"),
        ({"b", "a"}, "{'a', 'b'}"),
        ({"a": [1, {2: ()}]}, "{'a': [1, {2: ()}]}"),
        (deque([1]), "deque([1])"),
        (OrderedDict(a=1), "OrderedDict({'a': 1})"),
        (Counter("a"), "Counter({'a': 1})"),
        (defaultdict(list, a=[1]), "defaultdict({'a': [1]})"),
        (Decimal("1.50"), "Decimal('1.50')"),
        (Colour.RED, "Colour.RED"),
        (Point(1, 2), "Point(1, 2)"),
        (KeyError("x"), "KeyError('x')"),
        (int, "int"),
        (Text("a"), "Text('a')"),
        (Items([1]), "Items([1])"),
        (Silent(), "<Silent object>"),
        ([Remote()], "[<Remote object>]"),
    ],
)
def test_short_values_are_shown_as_python_writes_them(value: object, text: str) -> None:
    assert bounded(value) == text


def test_what_is_left_out_is_counted() -> None:
    assert bounded(list(range(1_000)), limit=30) == "[0, 1, 2, 3, ... 996 more]"
    assert bounded("x" * 1_000, limit=40) == f"'{'x' * 18}'... (1,000 characters)"
    assert bounded(10**5_000) == "an integer of about 5,000 digits"


def test_what_contains_itself_comes_to_an_end() -> None:
    items: list[Any] = [1]
    items.append(items)
    assert bounded(items) == "[1, [...]]"
    deep: list[Any] = []
    for _ in range(5_000):
        deep = [deep]
    assert bounded(deep) == "[[[[[[[...]]]]]]]"


def test_an_address_is_left_out_for_it_is_never_the_same() -> None:
    assert bounded(object()) == "<object object>"


def test_what_lives_in_the_sandbox_is_only_asked_when_it_may_be() -> None:
    assert is_remote(Remote())
    assert bounded([Remote()], ask=True) == "[<asked>]"


def test_an_exception_of_the_solution_is_not_asked_for_its_text() -> None:
    class Theirs(Remote, ValueError):
        def __str__(self) -> str:
            raise AssertionError("asked")

    error = Theirs("two", "parts")
    assert exception_text(error) == "Theirs: ('two', 'parts')"
    vars(error)["__remote_text__"] = "in its own\nwords"
    assert exception_text(error) == "Theirs: in its own words"


@given(PLAIN, st.integers(20, 200))
def test_any_value_is_one_line_of_bounded_length(value: object, limit: int) -> None:
    text = bounded(value, limit=limit)
    assert "\n" not in text
    assert len(text) <= 3 * limit + LIMIT


@given(PLAIN)
def test_a_value_that_fits_is_shown_exactly(value: object) -> None:
    if len(repr(value)) <= LIMIT // 2 and "{" not in repr(value) and "[[[[" not in repr(value):
        assert bounded(value) == repr(value)
