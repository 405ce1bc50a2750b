"""Values in every language: what a test gives arrives as the natural type, and what comes back is a plain value."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.sandbox.languages.boxes import Box

ROUND_TRIPS: list[Any] = [
    *(None, True, False, 0, 1, -1, 2**31, 2**53 - 1, -(2**53) + 1, 0.5, -1e-7, 1.7976931348623157e308, 5e-324),
    *("", "plain", "naïve", "日本語", "\U0001f600 and \U0001d54f", "a\x00b", "\u2028\u2029\ufeff", "\"\\/'`${}#{}"),
    *("line\nline\r\n", "\x7f\x1b[31m", "e\u0301", "x" * 100_000),
    *(b"", b"\x00\xff\x80abc", bytes(range(256)) * 300),
    *([], [1, 2, 3], [[]], [None, True, 1, "x", 0.5], [[1, [2, [3]]], []]),
    *({}, {"a": 1}, {"": None, "a b": [1], "__proto__": 2, "constructor": 3, "length": 4}, {1: "one", -2: "two"}),
    *({"1": "text"}, {"a": {"b": {"c": []}}}, {True: "yes", None: "nothing", "1": "one", 2: "two"}),
    *(set(), {1, 2, 3}, {"a", "b"}, {None, "x"}),
]


def unlike(work: Any, values: list[Any]) -> list[tuple[Any, Any]]:
    """The values that don't come back as they went in, each with what came back."""
    answers = [(value, work.echo(value)) for value in values]
    return [(value, answer) for value, answer in answers if answer != value or type(answer) is not type(value)]


def test_plain_values_come_back_as_they_went_in(work: Any) -> None:
    assert unlike(work, ROUND_TRIPS) == []


def test_big_integers_come_back_exactly(work: Any) -> None:
    assert unlike(work, [2**53, -(2**53), 2**63, -(2**63), 2**64 + 1, -(10**30), 7**400]) == []


def test_floats_come_back_exactly(work: Any) -> None:
    assert unlike(work, [math.inf, -math.inf, 0.1, 2.0**53, 2.0**60 + 2**20, -1e21, 1e22, 5e-324]) == []


def test_not_a_number_and_negative_zero_come_back(work: Any) -> None:
    assert math.isnan(work.echo(math.nan))
    assert math.copysign(1, work.echo(-0.0)) == -1
    assert [work.sign_of_zero(-0.0), work.sign_of_zero(0.0)] == [-1, 1]


def test_a_whole_float_stays_a_float(work: Any) -> None:
    assert type(work.echo(5.0)) is float


def test_lone_surrogates_come_back(work: Any) -> None:
    assert unlike(work, ["\ud800", "a\udfffb", "\udc00\ud800", ["\ud800"], {"\udfff": 1}]) == []


def test_surrogates_that_make_a_pair_stay_two(work: Any) -> None:
    assert work.echo("\ud83d\ude00") == "\ud83d\ude00"


KINDS: list[tuple[Any, str]] = [
    *((None, "null"), (True, "boolean"), (5, "integer"), (2**70, "integer"), (0.5, "float"), (math.inf, "float")),
    *(("", "text"), ("\U0001f600", "text"), (b"", "bytes"), (b"abc", "bytes")),
    *(([], "list"), ((1, 2), "list"), ({1}, "set"), (frozenset([1]), "set")),
    *(({}, "map"), ({"a": 1}, "map"), ({1: 2}, "map")),
]


def test_values_arrive_as_the_natural_types(work: Any) -> None:
    assert [(value, work.kind_of(value)) for value, _ in KINDS] == KINDS


def test_values_made_there_arrive_as_plain_ones(work: Any) -> None:
    assert work.nothing() is None
    assert work.power_of_two(70) == 2**70
    assert work.power_of_two(10) == 1024
    floats = work.special_floats()
    assert math.isnan(floats[0])
    assert floats[1:] == [math.inf, -math.inf, -0.0, 0.5, 5e-324, 1.5e300]
    assert math.copysign(1, floats[3]) == -1
    assert work.texts() == ["", "naïve", "\U0001f600", "a\x00b", "\u2028", '"\\']
    assert work.all_bytes() == bytes(range(256))
    assert type(work.all_bytes()) is bytes
    assert work.nested() == {"list": [1, [2, {"three": 3}]], "none": None, "empty": [{}, []]}
    assert work.by_number() == {1: "one", 2: "two"}
    assert work.unique([1, 1, 2]) == {1, 2}


def test_characters_are_counted_as_there(work: Any) -> None:
    assert work.code_points("a\U0001f600é") == [97, 0x1F600, 0xE9]


def test_a_tuple_arrives_as_a_list_and_a_frozen_set_as_a_set(work: Any) -> None:
    assert list(work.echo((1, 2, 3))) == [1, 2, 3]
    assert work.echo(frozenset([1, 2])) == {1, 2}


def test_a_tuple_that_was_changed_there_comes_back_as_it_is_now(work: Any) -> None:
    assert list(work.append_and_give((1, 2), 3)) == [1, 2, 3]


class TestStructures:
    def test_that_are_shared_stay_so(self, work: Any) -> None:
        part = [1]
        assert work.is_same(part, part)
        assert not work.is_same([1], [1])
        result = work.shared()
        assert result == [[1], [1], [1]]
        assert result[0] is result[1]
        assert result[0] is not result[2]
        answer = work.echo([part, part])
        assert answer[0] is answer[1] is part

    def test_that_hold_themselves_stay_so(self, work: Any) -> None:
        ring = work.cyclic()
        assert ring[0] == 1
        assert ring[1] is ring
        own: list[Any] = []
        own.append(own)
        assert work.echo(own) is own
        loop: dict[str, Any] = {"name": "loop"}
        loop["self"] = loop
        assert work.echo(loop) is loop

    def test_that_were_given_come_back_as_the_same_object(self, work: Any) -> None:
        items = [3, 1]
        assert work.echo(items) is items
        assert work.append_and_give(items, 2) is items
        assert items == [3, 1, 2]

    def test_may_be_deep(self, work: Any) -> None:
        depth, level = 0, work.nest(150)
        while level:
            depth, level = depth + 1, level[0]
        assert depth == 149
        value: list[Any] = []
        for _ in range(149):
            value = [value]
        assert work.echo(value) == value

    def test_too_deep_cannot_cross_which_is_said(self, work: Any) -> None:
        with pytest.raises(TypeError, match="nested more than 200 levels deep cannot cross"):
            work.nest(1000)
        assert work.nest(2) == [[]]

    def test_too_large_cannot_cross_which_is_said(self, work: Any) -> None:
        with pytest.raises(TypeError, match="too large to cross; the most is 16777216"):
            work.long_text(17 << 20)
        assert work.long_text(3) == "xxx"

    def test_of_many_items_cross(self, work: Any) -> None:
        numbers = list(range(100_000))
        assert work.doubled(numbers) == [2 * number for number in numbers]
        floats = [number / 7 for number in numbers]
        assert work.echo(floats) == floats
        texts = [f"text {number} é" for number in numbers]
        assert work.echo(texts) == texts
        pairs = [[number, str(number)] for number in range(50_000)]
        assert work.echo(pairs) == pairs
        entries = {f"key {number}": number for number in numbers}
        assert work.echo(entries) == entries
        assert work.echo(set(numbers)) == set(numbers)


class TestChangesInPlace:
    def test_of_lists_maps_and_sets_come_back(self, work: Any) -> None:
        items = [3, 1, 2]
        work.sort_in_place(items)
        assert items == [1, 2, 3]
        entries: dict[str, Any] = {"a": 1, "b": 2}
        work.put_entry(entries, "c", [3])
        work.remove_entry(entries, "a")
        assert entries == {"b": 2, "c": [3]}
        members = {1}
        work.add_member(members, 2)
        assert members == {1, 2}

    def test_of_a_map_with_other_keys_come_back(self, work: Any) -> None:
        entries = {1: "one"}
        work.put_entry(entries, 2, "two")
        assert entries == {1: "one", 2: "two"}

    def test_deep_inside_come_back(self, work: Any) -> None:
        inner = [1, 2]
        lists = [inner, [3]]
        work.clear_first(lists)
        assert inner == []
        assert lists == [[], [3]]
        assert lists[0] is inner

    def test_made_before_an_exception_come_back(self, work: Any) -> None:
        items = ["before"]
        with pytest.raises(ValueError, match="after the change"):
            work.change_and_fail(items)
        assert items == ["before", "changed"]

    def test_are_not_made_up(self, work: Any) -> None:
        items = [3, 1, 2]
        assert work.sorted_copy(items) == [1, 2, 3]
        assert items == [3, 1, 2]

    def test_of_many_items_come_back(self, work: Any) -> None:
        items = list(range(100_000, 0, -1))
        work.sort_in_place(items)
        assert items == list(range(1, 100_001))


def test_what_has_no_counterpart_is_refused_in_words(work: Any, box: Box) -> None:
    with pytest.raises(TypeError, match="complex"):
        work.echo(1j)
    assert work.echo(1) == 1
    assert not box.ended()
