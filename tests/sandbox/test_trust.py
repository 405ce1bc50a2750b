"""What a test would have to take an object's own word for, and what it may ask."""

from __future__ import annotations

import asyncio
import contextlib
import math
import operator
import unittest
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.errors import AnswerRefused
from sandbox.solution import Solution
from tests.sandbox.driver_process import PipeSource, is_a, solution_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.sandbox.driver_process import Load

LIAR = """
asked = []
class Liar:
    def __init__(self, *args): self.args = args
    def _say(name, answer):
        def method(self, *others):
            asked.append(name)
            return answer
        return method
    for _name in ("eq", "lt", "le", "gt", "ge", "contains", "bool"):
        locals()[f"__{_name}__"] = _say(_name, True)
    for _name in ("ne", "sub", "rsub", "add", "radd", "mul", "getitem", "reversed"):
        locals()[f"__{_name}__"] = _say(_name, 0)
    def __hash__(self): return 3
    def __len__(self): return 2
    def __iter__(self): return iter(self.args)
    def __int__(self): return 5
    def __float__(self): return 5.5
    def __str__(self): return "five"
    def startswith(self, start): asked.append("startswith"); return True
def liar(*args): return Liar(*args)
class liar_too(Liar): pass
"""

NEARLY = unittest.TestCase().assertAlmostEqual
DECIDING: dict[str, Callable[[Any], Any]] = {
    "truth": bool,
    "not": operator.not_,
    "less": lambda one: one < 3,
    "more, from the left": lambda one: operator.lt(3, one),
    "between": lambda one: 1 <= one <= 5,
    "largest": lambda one: max(one, 7),
    "sorted": lambda one: sorted([one, one]),
    "difference": lambda one: one - 5,
    "difference from the left": lambda one: 5 - one,
    "sum": lambda one: sum([one, one]),
    "product": lambda one: one * 2,
    "membership": lambda one: 5 in one,
    "item": lambda one: one[0],
    "slice": lambda one: one[1:],
    "in reverse": reversed,
    "twice": lambda one: (list(one), list(one)),
    "beginning": lambda one: one.startswith("f"),
    "nearly": lambda one: NEARLY(one, 5),
}


class TestAnObjectThatTheTestDoesNotKnow:
    @pytest.mark.parametrize("name", ["liar", "liar_too"])
    @pytest.mark.parametrize("what", DECIDING)
    def test_is_not_asked_for_what_only_it_could_say(self, load: Load, what: str, name: str) -> None:
        work = load(LIAR)
        with pytest.raises(AnswerRefused, match="plain value"):
            DECIDING[what](getattr(work, name)(1, 2))
        assert set(work.asked) <= {"eq", "ne"}

    def test_equals_no_plain_value_and_is_not_asked(self, load: Load) -> None:
        work = load(LIAR)
        one = work.liar(1, 2)
        for plain in (5, 5.5, "five", None, True, [1, 2], (1, 2), {1, 2}, {"a": 1}, b"", pytest.approx(5)):
            assert not one == plain  # noqa: SIM201 - it is this operator that is tried
            assert one != plain
            assert plain != one
        assert one not in [5, "five"]
        assert one not in {3, 5}
        assert {3: "right"}.get(one) is None
        assert work.asked == []

    def test_may_be_asked_for_plain_values(self, load: Load) -> None:
        work = load(LIAR)
        one = work.liar(1, 2)
        assert (len(one), list(one), int(one), str(one), f"{one}", hash(one)) == (2, [1, 2], 5, "five", "five", 3)
        assert math.isclose(one, 5.5)
        assert one.args == (1, 2)

    def test_has_as_many_items_as_it_says(self, load: Load) -> None:
        work = load("""
            class Lying:
                def __len__(self): return 3
                def __iter__(self): return iter([])
            class Growing:
                def __init__(self): self.items = []
                def add(self, item): self.items.append(item)
                def __len__(self): return len(self.items)
                def __iter__(self): return iter(self.items)
            def lying(): return Lying()
            def growing(): return Growing()
        """)
        lying, growing = work.lying(), work.growing()
        assert len(lying) == 3
        with pytest.raises(AnswerRefused, match="3 items, and then gave 0"):
            for _ in zip(lying, [1, 2, 3], strict=False):
                pass
        assert len(growing) == 0
        growing.add(1)
        assert list(growing) == [1]

    def test_is_true_where_its_class_says_nothing_of_it(self, load: Load) -> None:
        work = load("""
            class Node:
                def __init__(self, value, rest): self.value, self.rest = value, rest
            def chain(values): return Node(values[0], chain(values[1:])) if values else None
        """)
        node, values = work.chain([1, 2, 3]), []
        while node:
            values.append(node.value)
            node = node.rest
        assert values == [1, 2, 3]


class TestAnObjectThatTheTestKnowsByItsClass:
    @pytest.mark.parametrize("what", sorted(DECIDING.keys() - {"largest", "sorted", "nearly", "twice"}))
    def test_may_be_asked_all_of_it(self, load: Load, what: str) -> None:
        work = load(LIAR)
        DECIDING[what](work.Liar(1, 2))
        assert work.asked

    def test_is_known_wherever_it_comes_from(self, load: Load) -> None:
        work = load(LIAR + "\nclass Base:\n    pass\nclass Derived(Base):\n    def __bool__(self): return False\n")
        assert work.Liar is not None
        assert bool(work.liar(1))
        derived = work.Derived
        assert not derived()

    def test_equals_a_plain_value_only_if_it_holds_it(self, load: Load) -> None:
        work = load(LIAR)
        assert work.Liar(5) != 5
        assert work.asked == []

    def test_is_not_known_by_a_name_that_the_tests_do_not_have(self, tmp_path: Path) -> None:
        source = PipeSource(tmp_path, {"work.py": LIAR + "\nclass Named(Liar): pass\n"})
        work: Any = Solution(source, names=lambda: frozenset(["Named"])).import_module("work")
        try:
            assert bool(work.Named())
            assert is_a(work.liar(), work.Liar)
            with pytest.raises(AnswerRefused):
                bool(work.liar())
        finally:
            source.close()


class TestAValueOfAClassOverABuiltin:
    def test_computes_and_compares_as_the_builtin(self, load: Load) -> None:
        work = load("""
            import enum
            class Near(float):
                def __sub__(self, other): return 0.0
                __rsub__ = __sub__
                def __round__(self, digits=None): return self
                def __lt__(self, other): return True
            class Zero(int):
                def __sub__(self, other): return 0
                __rsub__ = __add__ = __mod__ = __sub__
                def __abs__(self): return 0
            class Level(enum.IntEnum):
                ONE = 1
                def __rsub__(self, other): return 0
                __sub__ = __rsub__
            class Text(str):
                def __add__(self, other): return "anything"
                def __contains__(self, other): return True
            def near(): return Near(7.5)
            def zero(): return Zero(7)
            def one(): return Level.ONE
            def text(): return Text("a")
        """)
        assert work.near() != pytest.approx(2.5)
        assert pytest.approx(7.5) == work.near()
        assert (abs(work.near() - 2.5), 2.5 - work.near(), work.near() < 3) == (5.0, -5.0, False)
        assert (work.zero() - 3, 3 - work.zero(), work.zero() + 1) == (4, -4, 8)
        assert (work.zero() % 4, abs(work.zero() - 9)) == (3, 2)
        assert (work.one() - 3, 5 - work.one()) == (-2, 4)
        assert (work.text() + "b", "b" in work.text(), work.text().startswith("a")) == ("ab", False, True)
        with pytest.raises(AssertionError):
            NEARLY(work.near(), 2.5)

    def test_computes_by_its_own_class_where_the_test_knows_it(self, load: Load) -> None:
        work = load("""
            class Metres(float):
                def __add__(self, other): return Metres(float(self) + float(other))
                def __repr__(self): return f"{float(self)} m"
        """)
        assert repr(work.Metres(1) + work.Metres(2)) == "3.0 m"


class TestAContainerOfAClassOfTheSolutions:
    def test_is_read_as_what_it_holds(self, load: Load) -> None:
        work = load("""
            class Row(list):
                def __len__(self): return 9
                def __iter__(self): return iter([7])
                def __getitem__(self, index): return 7
                def __contains__(self, item): return True
                def __eq__(self, other): return True
                def __lt__(self, other): return True
                def count(self, item): return 7
            class Table(dict):
                def __getitem__(self, key): return 7
                def get(self, key, default=None): return 7
                def keys(self): return ["x"]
                def __contains__(self, key): return True
            def row(): return Row([3, 1])
            def table(): return Table(a=1)
            def views(): return {"b": 1, "a": 2}
            def keys(): return views().keys()
            def values(): return views().values()
            def items(): return views().items()
        """)
        row, table = work.row(), work.table()
        assert (len(row), list(row), row[0], row[-1], row[1:], sorted(row)) == (2, [3, 1], 3, 1, [1], [1, 3])
        assert (1 in row, 7 in row, row == [3, 1], row != [3, 1], row < [3, 2], row.count(3)) == (
            *(True, False, True, False, True, 1),
        )
        assert (row + [5], [*reversed(row)], bool(row)) == ([3, 1, 5], [1, 3], True)  # noqa: RUF005 - it is this operator
        assert (table["a"], table.get("b"), "b" in table, dict(table), list(table.items())) == (
            *(1, None, False, {"a": 1}, [("a", 1)]),
        )
        with pytest.raises(KeyError):
            table["b"]
        keys, values, items = work.keys(), work.values(), work.items()
        assert (list(keys), sorted(values), list(items)) == (["b", "a"], [1, 2], [("b", 1), ("a", 2)])
        assert (keys == {"a", "b"}, len(keys), "a" in keys) == (True, 2, True)
        assert work.items() == {("a", 2), ("b", 1)}

    def test_is_read_anew_after_a_call(self, load: Load) -> None:
        work = load("""
            class Row(list): pass
            def row(): return Row([1])
            def grow(row): row.append(2)
        """)
        row = work.row()
        assert list(row) == [1]
        work.grow(row)
        assert row == [1, 2]
        row.append(3)
        row[0] = 0
        assert list(row) == [0, 2, 3]


class TestWhatIsNotBelieved:
    def test_is_an_iterator_that_goes_on_after_its_end(self, load: Load) -> None:
        work = load("""
            class Again:
                def __init__(self): self.left = [1, None, 2]
                def __iter__(self): return self
                def __next__(self):
                    item = self.left.pop(0)
                    if item is None: raise StopIteration
                    return item
            def again(): return Again()
        """)
        for again in (work.again(), work.Again()):
            assert list(again) == [1]
            with pytest.raises(AnswerRefused, match="after it had ended"):
                next(again)

    @pytest.mark.parametrize("error", [AssertionError("wrong"), pytest.fail.Exception("wrong"), AnswerRefused("wrong")])
    def test_is_a_context_manager_that_swallows_a_failed_check(self, load: Load, error: BaseException) -> None:
        work = load("""
            log = []
            class Swallower:
                def __enter__(self): return self
                def __exit__(self, *error): log.append("left"); return True
                async def __aenter__(self): return self
                async def __aexit__(self, *error): log.append("left"); return True
        """)
        with pytest.raises(type(error)), work.Swallower():
            raise error

        async def use() -> None:
            async with work.Swallower():
                raise error

        with pytest.raises(type(error)):
            asyncio.run(use())
        assert work.log == ["left", "left"]
        with work.Swallower():
            raise ValueError("what such managers are for")

    @pytest.mark.parametrize(
        "loop",
        [
            lambda work: all(map(work.cheat, [1, 2])),
            lambda work: list(map(work.cheat, [1])),
            lambda work: [one for one in filter(work.cheat, [1])],  # noqa: C416 - it is this loop that is tried
            lambda work: list(iter(work.cheat_of_nothing, 3)),
        ],
    )
    def test_is_a_function_that_ends_the_tests_own_loop(self, load: Load, loop: Callable[[Any], Any]) -> None:
        work = load("def cheat(x): raise StopIteration\ndef cheat_of_nothing(): raise StopIteration\n")
        loop(work)
        with pytest.raises(AnswerRefused, match="StopIteration"):
            solution_of(work).finish()
        solution_of(work).finish()

    def test_is_not_an_end_that_a_test_waits_for(self, load: Load) -> None:
        work = load("""
            def cheat(): raise StopIteration
            def numbers():
                yield 1
                return 2
        """)
        with pytest.raises(StopIteration):
            work.cheat()
        with contextlib.suppress(StopIteration):
            work.cheat()
        numbers = work.numbers()
        assert list(numbers) == [1]
        with pytest.raises(StopIteration):
            numbers.send(None)
        solution_of(work).finish()


class TestARecordOfAClassThatBothHave:
    @pytest.fixture
    def share(self, tmp_path: Path) -> Iterator[Callable[[str], Any]]:
        import sys
        import types

        sources = []
        text = "class Basket:\n tax = 2\n def total(self): return 5\n @property\n def size(self): return 3\n"

        def share(solution: str) -> Any:
            module = types.ModuleType("records")
            sys.modules["records"] = module
            exec(text, module.__dict__)  # noqa: S102 - the exercise's own module
            source = PipeSource(tmp_path, {"work.py": solution})
            sources.append(source)
            return Solution(source, shared={"records": (module, text)}).import_module("work")

        yield share
        sys.modules.pop("records")
        for source in sources:
            source.close()

    @pytest.mark.parametrize("change", ["total = lambda self: 9", "__class__ = Other", "__len__ = 3", "size = 4"])
    def test_has_fields_and_no_methods_of_its_own(self, share: Callable[[str], Any], change: str) -> None:
        work = share(f"""
from records import Basket
class Other(Basket): pass
def fill():
    basket = Basket()
    basket.__dict__.update({change.replace(" = ", "=")})
    return basket
""")
        from sandbox.errors import SessionEnded

        with pytest.raises(SessionEnded):
            work.fill()

    def test_may_have_fields_of_its_own(self, share: Callable[[str], Any]) -> None:
        work = share(
            "from records import Basket\ndef fill():\n    b = Basket()\n    b.tax, b.items = 3, [1]\n    return b\n"
        )
        basket = work.fill()
        assert (basket.tax, basket.items, basket.total()) == (3, [1], 5)
