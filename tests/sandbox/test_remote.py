"""Objects of a solution behave behind the driver as they do when it is imported in place."""

from __future__ import annotations

import asyncio
import collections.abc
import copy
import dataclasses
import enum
import gc
import inspect
import pickle
import types
from collections import Counter, OrderedDict, defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.driver_process import is_a, solution_of

if TYPE_CHECKING:
    from tests.sandbox.driver_process import Load


class TestObjects:
    def test_have_attributes_methods_properties_and_class_members(self, load: Load) -> None:
        work = load('''
            class Account:
                """Holds money."""
                rate = 3
                def __init__(self, owner, *, balance=0): self.owner, self._balance = owner, balance
                @property
                def balance(self): return self._balance
                @balance.setter
                def balance(self, value):
                    if value < 0: raise ValueError("negative")
                    self._balance = value
                @classmethod
                def empty(cls): return cls("nobody")
                @staticmethod
                def twice(x): return 2 * x
                def deposit(self, amount): self._balance += amount; return self
        ''')
        account = work.Account("ann", balance=5)
        assert account.deposit(2) is account
        assert (account.balance, account.owner, account._balance, account.rate) == (7, "ann", 7, 3)
        account.balance = 9
        assert account.balance == 9
        with pytest.raises(ValueError, match=r"^negative$"):
            account.balance = -1
        assert work.Account.empty().owner == "nobody"
        assert work.Account.twice(4) == account.twice(5) - 2
        work.Account.rate = 4
        assert account.rate == 4
        assert (work.Account.__name__, work.Account.__doc__, type(account)) == ("Account", "Holds money.", work.Account)
        assert str(inspect.signature(work.Account)) == "(owner, *, balance=0)"
        assert callable(account.deposit)
        assert not hasattr(account, "withdraw")
        assert vars(account) == {"owner": "ann", "_balance": 9}
        assert "deposit" in dir(account)
        account.extra = 1
        del account.extra
        with pytest.raises(AttributeError):
            _ = account.extra

    def test_have_the_operators_of_their_class_and_no_others(self, load: Load) -> None:
        work = load("""
            import functools
            @functools.total_ordering
            class Money:
                def __init__(self, cents): self.cents = cents
                def __eq__(self, other): return isinstance(other, Money) and other.cents == self.cents
                def __lt__(self, other): return self.cents < other.cents
                def __hash__(self): return hash(self.cents)
                def __add__(self, other): return Money(self.cents + getattr(other, "cents", other))
                __radd__ = __add__
                def __iadd__(self, other): self.cents += other; return self
                def __neg__(self): return Money(-self.cents)
                def __bool__(self): return self.cents != 0
                def __str__(self): return f"{self.cents} cents"
                def __repr__(self): return f"Money({self.cents})"
                def __format__(self, spec): return f"{self.cents:{spec}}"
                def __getitem__(self, key): return key
                def __call__(self, x): return self.cents * x
                def __contains__(self, x): return x == self.cents
        """)
        five, six = work.Money(5), work.Money(6)
        assert five == work.Money(5)
        assert five != six
        assert not five == 5  # noqa: SIM201 - it is this operator that is tried
        assert five < six <= work.Money(6)
        assert len({five, work.Money(5)}) == 1
        assert str(five + 1 + six) == str(sum([five, six], 1)) == "12 cents"
        same = five
        same += 2
        assert same is five
        assert (bool(-five), bool(work.Money(0)), f"{five:03}", repr(six)) == (True, False, "007", "Money(6)")
        assert five[1:2] == slice(1, 2)
        assert (five(3), 7 in five) == (21, True)
        with pytest.raises(TypeError):
            len(five)
        with pytest.raises(TypeError):
            iter(work.Money)

    def test_of_subclasses_are_instances_of_their_bases(self, load: Load) -> None:
        work = load("""
            import abc, collections.abc
            class Shape(abc.ABC):
                @abc.abstractmethod
                def area(self): ...
            class Square(Shape):
                def area(self): return 4
            class Bag(collections.abc.Mapping):
                def __getitem__(self, key): return key
                def __iter__(self): return iter("ab")
                def __len__(self): return 2
        """)
        square, bag = work.Square(), work.Bag()
        assert is_a(square, work.Shape)
        assert issubclass(work.Square, work.Shape)
        assert not is_a(bag, work.Shape)
        assert is_a(bag, collections.abc.Mapping)
        assert dict(bag) == {"a": "a", "b": "b"}
        assert bag.get("c") == "c"
        with pytest.raises(TypeError, match="abstract"):
            work.Shape()

    def test_are_the_same_stand_in_as_long_as_it_lives_and_are_released_after_it(self, load: Load) -> None:
        work = load("""
            import gc
            class Thing: pass
            kept = Thing()
            def alive(): return sum(type(one) is Thing for one in gc.get_objects())
        """)
        assert work.kept is work.kept
        things = [work.Thing() for _ in range(20)]
        assert work.alive() == 21
        del things
        solution_of(work).calls.clear()
        gc.collect()
        assert work.alive() == 1

    def test_that_hold_a_builtin_containers_content_are_compared_by_it(self, load: Load) -> None:
        work = load("""
            import collections
            class Stack(list):
                def __eq__(self, other): return True
                def peek(self): return self[-1]
            class Table(dict): pass
            def standard(): return (
                collections.Counter("aab"), collections.OrderedDict(a=1), collections.defaultdict(list, b=[2]))
            def keys(): return {"x": 1}.keys()
        """)
        stack = work.Stack([1, 2])
        assert stack == [1, 2]
        assert stack == [1, 2]
        assert stack != [1, 3]
        stack.append(3)
        assert (stack, stack.peek(), len(stack), stack[0], list(stack)) == ([1, 2, 3], 3, 3, 1, [1, 2, 3])
        assert is_a(stack, list)
        assert work.Table(a=1) == {"a": 1}
        assert is_a(work.Table(), dict)
        assert work.standard() == (Counter("aab"), OrderedDict(a=1), defaultdict(list, b=[2]))
        assert work.standard()[2]["new"] == []
        assert work.keys() == {"x"}

    def test_over_an_immutable_builtin_are_true_instances_of_it(self, load: Load) -> None:
        work = load("""
            import collections, typing
            Point = collections.namedtuple("Point", "x y")
            class Pixel(typing.NamedTuple):
                x: int
                colour: str = "red"
                def label(self): return f"{self.x} {self.colour}"
            class Celsius(float):
                def __str__(self): return f"{float(self)} C"
                def __eq__(self, other): return True
                __hash__ = float.__hash__
        """)
        point, pixel, warm = work.Point(1, y=2), work.Pixel(3), work.Celsius(20)
        assert point == (1, 2)
        assert is_a(point, tuple)
        assert issubclass(work.Point, tuple)
        x, y = point
        assert (x, y, point.y, point._asdict(), point._fields) == (1, 2, 2, {"x": 1, "y": 2}, ("x", "y"))
        assert (pixel.label(), pixel.colour, pixel) == ("3 red", "red", (3, "red"))
        assert is_a(warm, float)
        assert (warm + 1, str(warm)) == (21.0, "20.0 C")
        assert warm != 21

    def test_that_are_enumerations_are_true_ones(self, load: Load) -> None:
        work = load("""
            import enum
            class Level(enum.Enum):
                LOW = "l"
                HIGH = "h"
                ALSO_HIGH = "h"
                def shout(self): return self.name + "!"
                @property
                def short(self): return self.value.upper()
                @classmethod
                def default(cls): return cls.LOW
            class Size(enum.IntEnum):
                S = 1
                M = 2
            class Right(enum.Flag):
                READ = enum.auto()
                WRITE = enum.auto()
            def raise_level(level): return Level.HIGH if level is Level.LOW else None
            def both(right): return right | Right.WRITE
        """)
        assert is_a(work.Level.LOW, enum.Enum)
        assert is_a(work.Level.LOW, work.Level)
        assert issubclass(work.Size, int)
        assert work.Level("h") is work.Level["HIGH"] is work.Level.ALSO_HIGH is work.raise_level(work.Level.LOW)
        assert [level.name for level in work.Level] == ["LOW", "HIGH"]
        assert (work.Level.HIGH.shout(), work.Level.LOW.short, work.Level.default()) == ("HIGH!", "L", work.Level.LOW)
        assert work.Size.M + 1 == 3
        assert work.both(work.Right.READ) == work.Right.READ | work.Right.WRITE

    def test_that_are_dataclasses_are_dataclasses(self, load: Load) -> None:
        work = load("""
            import dataclasses
            @dataclasses.dataclass(order=True)
            class Item:
                name: str
                tags: list = dataclasses.field(default_factory=list)
        """)
        item = work.Item("a", ["b"])
        is_dataclass: Any = dataclasses.is_dataclass  # a checker would take its word for a proof
        assert is_dataclass(work.Item)
        assert is_dataclass(item)
        assert dataclasses.asdict(item) == {"name": "a", "tags": ["b"]}
        assert item == work.Item("a", ["b"])
        assert item < work.Item("b")
        assert repr(item) == "Item(name='a', tags=['b'])"

    def test_can_be_copied_but_not_pickled(self, load: Load) -> None:
        work = load("""
            class Board:
                def __init__(self): self.rows = [[1]]
        """)
        board = work.Board()
        deep, shallow = copy.deepcopy(board), copy.copy(board)
        deep.rows[0].append(2)
        assert shallow is not board
        assert type(deep) is work.Board
        with pytest.raises(TypeError, match="pickle"):
            pickle.dumps(board)

    def test_can_be_extended_by_a_tests_own_subclass(self, load: Load) -> None:
        work = load("""
            class Base:
                def __init__(self, x): self.x = x
                def double(self): return 2 * self.x
        """)

        class Mine(work.Base):  # type: ignore[misc, name-defined]
            def triple(self) -> Any:
                return self.double() + self.x

        assert Mine(2).triple() == 6
        assert is_a(Mine(1), work.Base)

    def test_that_iterate_generate_and_manage_contexts_do_so_step_by_step(self, load: Load) -> None:
        work = load("""
            import contextlib
            log = []
            def echo():
                try:
                    received = None
                    while True:
                        received = yield received
                        log.append(received)
                except KeyError:
                    yield "caught"
                finally:
                    log.append("closed")
            @contextlib.contextmanager
            def opened(name):
                log.append("open")
                try:
                    yield name
                except ValueError as error:
                    log.append(str(error))
            class Countdown:
                def __init__(self, n): self.n = n
                def __iter__(self): return self
                def __next__(self):
                    if self.n == 0: raise StopIteration
                    self.n -= 1
                    return self.n
        """)
        echo = work.echo()
        assert is_a(echo, types.GeneratorType)
        assert is_a(echo, collections.abc.Iterator)
        assert next(echo) is None
        assert echo.send(1) == 1
        assert echo.throw(KeyError()) == "caught"
        echo.close()
        with work.opened("file") as name:
            assert name == "file"
            _raise(ValueError("inside"))
        assert work.log == [1, "closed", "open", "inside"]
        assert list(work.Countdown(3)) == [2, 1, 0]

    def test_that_are_coroutines_can_be_awaited(self, load: Load) -> None:
        work = load("""
            import asyncio
            async def add(a, b):
                await asyncio.sleep(0)
                return a + b
            async def count(n):
                for i in range(n):
                    yield i
            async def call(function): return await function(2)
            class Gate:
                async def __aenter__(self): return "in"
                async def __aexit__(self, *error): return False
        """)

        async def double(x: int) -> int:
            return 2 * x

        async def use() -> Any:
            numbers = [number async for number in work.count(3)]
            async with work.Gate() as entered:
                return [
                    *await asyncio.gather(work.add(1, 2), work.add(3, 4)),
                    numbers,
                    entered,
                    await work.call(double),
                ]

        assert asyncio.run(use()) == [3, 7, [0, 1, 2], "in", 4]
        assert inspect.iscoroutinefunction(work.add)

    def test_that_decorate_a_tests_function_wrap_it(self, load: Load) -> None:
        work = load("""
            import functools
            def twice(function):
                @functools.wraps(function)
                def wrapper(*args):
                    wrapper.calls = getattr(wrapper, "calls", 0) + 1
                    return [function(*args), function(*args)]
                return wrapper
        """)

        @work.twice  # type: ignore[untyped-decorator]
        def shout(text: str) -> str:
            """Make it loud."""
            return text.upper()

        assert shout("a") == ["A", "A"]
        assert shout.calls == 1
        assert (shout.__name__, shout.__doc__) == ("shout", "Make it loud.")


def _raise(error: Exception) -> None:
    raise error
