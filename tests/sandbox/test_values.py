"""What crosses by value comes out as it went in, and nothing else comes out of anything."""

from __future__ import annotations

import datetime as dt
import json
import math
import zoneinfo
from collections import Counter, OrderedDict, defaultdict, deque
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.containers import changed, contents, snapshot
from sandbox.leaves import Malformed, Unsendable
from sandbox.values import MAX_DEPTH, SAFE_INT, Decoder, Encoder, from_bytes, to_bytes


class NoHandles:
    """A bridge over which no handles go."""

    def __init__(self, *, private: bool = False) -> None:
        self.private = private

    def write(self, _: Encoder, value: Any, __: int) -> Any:
        raise Unsendable(type(value).__name__)

    def read(self, _: Decoder, tag: str, __: Any, ___: int) -> Any:
        raise Malformed(tag)


BRIDGE = NoHandles()
OUTSIDE = NoHandles(private=True)
"""The trusted side's."""


def across(value: Any) -> Any:
    """The value after a test gave it to a solution."""
    payload = to_bytes({"value": Encoder(OUTSIDE).encode(value)})
    return Decoder(BRIDGE).decode(from_bytes(payload)["value"])


def read(node: Any) -> Any:
    return Decoder(BRIDGE).decode(node)


def same(one: Any, other: Any, pairs: set[tuple[int, int]] | None = None) -> bool:
    """Whether two values are of the same types, with the same content, all the way down."""
    pairs = pairs if pairs is not None else set()
    if type(one) is not type(other):
        return False
    if isinstance(one, float):
        return repr(one) == repr(other)
    if isinstance(one, (list, tuple, dict, deque)):
        if (id(one), id(other)) in pairs:
            return True
        pairs.add((id(one), id(other)))
        if isinstance(one, dict):
            return same(list(one.items()), list(other.items()), pairs)
        return len(one) == len(other) and all(same(a, b, pairs) for a, b in zip(one, other, strict=True))
    if isinstance(one, complex):
        return repr(one) == repr(other)
    return bool(one == other)


ZONES = st.none() | st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=-3, minutes=7), "Here")])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(2**200), max_value=2**200)
    | st.floats()
    | st.text(st.characters())
    | st.text(st.characters(categories=["Cs"]), max_size=3)
    | st.binary()
    | st.complex_numbers(allow_nan=False)
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.dates()
    | st.datetimes(timezones=ZONES)
    | st.times(timezones=ZONES)
    | st.timedeltas()
    | st.sampled_from([..., NotImplemented, range(3), range(10**20, 0, -7)])
)
KEYS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary() | st.dates()
HASHABLE = st.recursive(KEYS, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=5)
VALUES = st.recursive(
    SCALARS | HASHABLE,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(HASHABLE, inner, max_size=4)
        | st.sets(HASHABLE, max_size=4)
        | st.builds(bytearray, st.binary(max_size=4))
        | st.builds(deque, st.lists(inner, max_size=3), st.none() | st.integers(3, 5))
        | st.builds(OrderedDict, st.dictionaries(HASHABLE, inner, max_size=3))
    ),
    max_leaves=20,
)
TAGS = (
    *("tuple", "set", "frozenset", "dict", "bytes", "bytearray", "float", "complex", "int", "Decimal", "Fraction"),
    *("date", "time", "datetime", "timedelta", "timezone", "range", "constant", "codepoints", "seen", "slice"),
    *("deque", "defaultdict", "OrderedDict", "Counter", "Path", "object", "class", "yours", "exception"),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        | st.builds(lambda tag, node: {tag: node}, st.sampled_from(TAGS), inner)
    ),
    max_leaves=25,
)


class TestWhatGoesIn:
    @given(VALUES)
    def test_comes_out_the_same_with_the_same_types(self, value: Any) -> None:
        assert same(across(value), value)

    @pytest.mark.parametrize(
        "value",
        [
            Decimal("1.50"),
            Decimal("-Infinity"),
            Fraction(-1, 3),
            slice(1, None, -1),
            Counter("hello"),
            dt.datetime(2024, 10, 27, 2, 30, tzinfo=zoneinfo.ZoneInfo("Europe/Paris"), fold=1),
            "\ud800\udc00",
            -0.0,
            SAFE_INT + 1,
        ],
        ids=repr,
    )
    def test_comes_out_the_same_in_odd_cases(self, value: Any) -> None:
        assert same(across(value), value)

    def test_keeps_a_deques_length_and_a_defaultdicts_missing_factory(self) -> None:
        assert across(deque([1, 2], maxlen=2)).maxlen == 2
        crossed = across(defaultdict(None, {"a": 1}))
        assert type(crossed) is defaultdict
        assert crossed.default_factory is None

    def test_keeps_what_is_shared_shared(self) -> None:
        inner: list[Any] = []
        crossed = across([inner, (inner, {"key": inner})])
        assert crossed[0] is crossed[1][0] is crossed[1][1]["key"]

    @given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.booleans()), max_size=8))
    def test_keeps_every_cycle_and_every_shared_part(self, edges: list[tuple[int, int, bool]]) -> None:
        nodes: list[list[Any]] = [[number] for number in range(7)]
        for source, target, through_tuple in edges:
            nodes[source].append((nodes[target],) if through_tuple else nodes[target])
        crossed = across(nodes)
        assert same(crossed, nodes)
        for source, target, through_tuple in edges:
            places = [item[0] if through_tuple and type(item) is tuple else item for item in crossed[source]]
            assert any(place is crossed[target] for place in places)

    def test_keeps_a_tuple_that_holds_itself_through_a_list(self) -> None:
        inner: list[Any] = []
        outer = (inner, 1)
        inner.append(outer)
        crossed = across(outer)
        assert crossed[0][0] is crossed

    def test_is_never_longer_than_what_it_holds(self) -> None:
        value: list[Any] = []
        for _ in range(150):
            value = [value, value]
        assert len(to_bytes({"value": Encoder(BRIDGE).encode(value)})) < 5_000

    def test_may_not_be_too_deep(self) -> None:
        value: list[Any] = []
        for _ in range(MAX_DEPTH + 1):
            value = [value]
        with pytest.raises(Unsendable, match="levels deep"):
            Encoder(BRIDGE).encode(value)

    def test_may_not_be_a_subclass_instance(self) -> None:
        class Text(str):
            __slots__ = ()

        with pytest.raises(Unsendable):
            Encoder(BRIDGE).encode(Text("a"))


class TestWhatIsMalformed:
    @given(JSON)
    @settings(max_examples=500)
    def test_raises_only_that(self, node: Any) -> None:
        with suppress(Malformed):
            read(node)

    @given(st.binary())
    def test_bytes_that_are_no_json_raise_only_that(self, payload: bytes) -> None:
        with suppress(Malformed):
            from_bytes(payload)

    @pytest.mark.parametrize(
        "node",
        [
            2**53,
            math.inf,
            {},
            {"tuple": [1], "list": [2]},
            {"set": [[1]]},
            {"dict": [1]},
            {"dict": [[1], 2]},
            {"seen": 0},
            {"tuple": [{"seen": 0}]},
            {"seen": True},
            {"int": "9" * (1 << 21)},
            {"int": 5},
            {"float": "1.5"},
            {"Decimal": "9" * 20_000},
            {"Fraction": ["1", "0"]},
            {"datetime": ["2024-01-01T00:00:00", 0, "../../etc/passwd"]},
            {"datetime": ["2024-01-01T00:00:00", 2, None]},
            {"constant": ["Ellipsis"]},
            {"deque": [-1, []]},
            {"defaultdict": [5, []]},
            {"codepoints": [1_114_112]},
            {"bytes": "abc"},
            {"bytes": 5},
            {"range": ["1", "5", "0"]},
            {"bytearray": [1]},
            [[[{"unknown": 1}]]],
        ],
        ids=lambda node: str(node)[:40],
    )
    def test_is_said_of_each_odd_node(self, node: Any) -> None:
        with pytest.raises(Malformed):
            read(node)

    @pytest.mark.parametrize("payload", [b"[" * 100_000, b"NaN", b"-Infinity", b"1 2", b"\xff", b"", b"9" * 10_000])
    def test_is_said_of_odd_json(self, payload: bytes) -> None:
        with pytest.raises(Malformed):
            from_bytes(payload)

    def test_is_said_of_what_is_too_deep(self) -> None:
        node: Any = []
        for _ in range(MAX_DEPTH + 5):
            node = [node]
        with pytest.raises(Malformed, match="levels deep"):
            read(node)

    def test_is_said_of_sharing_that_would_fill_the_memory_once_written_out(self) -> None:
        nodes = [[], *([{"seen": number}, {"seen": number}] for number in range(1, 60))]
        with pytest.raises(Malformed, match="shares its parts"):
            read(nodes)


def comes_in(node: Any) -> Any:
    """What a hostile far side's node is to the trusted side."""
    return Decoder(OUTSIDE).decode(node)


PRIME = 2**61 - 1
"""What Python takes the hash of a number modulo."""
UNEQUAL = [f"{index * PRIME:x}" for index in range(3000)]
"""Numbers that all have the hash 0."""


class TestWhatWouldCostTooMuch:
    @pytest.mark.parametrize(
        "node",
        [
            [{"int": digits} for digits in UNEQUAL],
            {"set": [{"int": digits} for digits in UNEQUAL]},
            {"dict": [part for digits in UNEQUAL for part in ({"int": digits}, 1)]},
            {"frozenset": [{"int": digits} for digits in UNEQUAL]},
            [{"tuple": [{"int": digits}, "x"]} for digits in UNEQUAL],
            [{"tuple": [{"tuple": [{"int": digits}]}]} for digits in UNEQUAL],
            [{"complex": [f"{-1000003 * index}.0", f"{index}.0"]} for index in range(3000)],
            [{"Fraction": [digits, "1"]} for digits in UNEQUAL],
        ],
        ids=["list", "set", "dict", "frozenset", "tuples", "tuples in tuples", "complex", "Fraction"],
    )
    def test_values_made_to_have_one_hash_are_malformed(self, node: Any) -> None:
        with pytest.raises(Malformed, match="hash"):
            comes_in(node)

    def test_equal_values_may_have_one_hash_as_often_as_they_like(self) -> None:
        value = [(2**70, "x"), 1.5, 2**61, 1j, (2**70, "x")] * 3000 + [-1, -2, (-1,), (-2,)] * 3000
        payload = to_bytes({"value": Encoder(BRIDGE).encode(value)})
        assert comes_in(from_bytes(payload)["value"]) == value

    @pytest.mark.parametrize("kind", ["tuple", "frozenset", "set", "dict"])
    def test_a_key_that_shares_its_parts_is_refused_before_it_is_hashed(self, kind: str) -> None:
        node: Any = {"tuple": [1]}
        for level in range(40):
            node = {"tuple": [node, {"seen": 41 - level}]}  # containers are numbered as they are opened
        with pytest.raises(Malformed, match="shares"):
            comes_in({kind: [node, 1]})

    @pytest.mark.parametrize(
        "node",
        [
            {"range": ["0", "e8d4a51000", "1"]},
            {"range": ["0", "-" + "f" * 100, "-1"]},
            {"Decimal": "1E1000000"},
            {"Decimal": "0E-1000000"},
            {"Fraction": ["1", "f" * 20_000]},
        ],
        ids=str,
    )
    def test_a_value_whose_items_or_digits_are_too_many_is_malformed(self, node: Any) -> None:
        with pytest.raises(Malformed):
            comes_in(node)

    @pytest.mark.parametrize("value", [Decimal("1E1000000"), Fraction(1, 3**50_000)], ids=["Decimal", "Fraction"])
    def test_it_cannot_be_sent(self, value: Any) -> None:
        with pytest.raises(Unsendable):
            Encoder(BRIDGE).encode(value)

    def test_a_long_range_can_be_given_to_a_solution_and_not_taken_from_one(self) -> None:
        endless = range(10**15)
        assert Decoder(BRIDGE).decode(Encoder(OUTSIDE).encode(endless)) == endless
        with pytest.raises(Unsendable):
            Encoder(BRIDGE).encode(endless)
        assert comes_in(Encoder(BRIDGE).encode(range(10**6))) == range(10**6)


class TestChangesInPlace:
    @pytest.mark.parametrize(
        ("value", "change"),
        [
            ([1, 2], lambda value: value.append(3)),
            ([1, 2], lambda value: value.__setitem__(0, True)),
            ({"a": 1}, lambda value: value.update(a=2)),
            ({"a": 1, "b": 2}, lambda value: value.update(a=value.pop("a"))),
            ({1, 2}, lambda value: value.discard(1)),
            (bytearray(b"ab"), lambda value: value.reverse()),
            (deque([1, 2]), lambda value: value.rotate()),
        ],
        ids=("appended", "equal item", "new value", "new order", "discarded", "reversed", "rotated"),
    )
    def test_are_noticed_and_carried_over(self, value: Any, change: Any) -> None:
        encoder = Encoder(BRIDGE)
        far = Decoder(BRIDGE)
        copy = far.decode(encoder.encode(value))
        before = snapshot(far.objects)
        assert changed(far.objects, before) == []
        change(copy)
        assert changed(far.objects, before) == [0]
        reply = Encoder(BRIDGE, far.objects)
        Decoder(BRIDGE, encoder.objects).change(0, json.loads(json.dumps(reply.fields(0))))
        assert same(list(contents(value)), list(contents(copy)))

    def test_let_an_argument_come_back_as_itself(self) -> None:
        value = [[1], [2]]
        encoder = Encoder(BRIDGE)
        far = Decoder(BRIDGE)
        copy = far.decode(encoder.encode(value))
        reply = Encoder(BRIDGE, far.objects).encode({"second": copy[1], "all": copy})
        answer = Decoder(BRIDGE, encoder.objects).decode(reply)
        assert answer["second"] is value[1]
        assert answer["all"] is value

    @pytest.mark.parametrize("number", [-1, 5, True, None, "0"])
    def test_of_something_that_never_crossed_are_malformed(self, number: Any) -> None:
        with pytest.raises(Malformed):
            Decoder(BRIDGE, [[1]]).change(number, [])

    def test_of_a_tuple_are_malformed(self) -> None:
        with pytest.raises(Malformed):
            Decoder(BRIDGE, [(1,)]).change(0, [])
