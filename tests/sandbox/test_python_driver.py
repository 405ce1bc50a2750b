"""A learner's Python solution behaves behind the driver as it does when it is imported in place."""

from __future__ import annotations

import asyncio
import collections.abc
import contextlib
import copy
import dataclasses
import enum
import gc
import inspect
import io
import operator
import pickle
import threading
import types
from collections import Counter, OrderedDict, defaultdict
from textwrap import dedent
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

from sandbox.errors import EndReason, SessionEnded
from sandbox.exceptions import RemoteBaseException
from sandbox.solution import Ended, MissingName, Solution
from tests.sandbox.driver_process import PipeSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Load = Callable[..., Any]


@pytest.fixture
def load(tmp_path: Path) -> Iterator[Load]:
    """A function that gives the remote module of a text."""
    sources: list[PipeSource] = []

    def load(text: str, *, seconds: float = 20.0, **files: str) -> Any:
        texts = {f"{name}.py": dedent(other) for name, other in files.items()}
        source = PipeSource(tmp_path, {"work.py": dedent(text), **texts}, seconds=seconds)
        sources.append(source)
        solution = Solution(source)
        module: Any = solution.import_module("work")
        vars(module)["__test__"] = (source, solution)
        return module

    yield load
    for source in sources:
        source.close()


def source_of(module: Any) -> PipeSource:
    source: PipeSource = vars(module)["__test__"][0]
    return source


def solution_of(module: Any) -> Solution:
    solution: Solution = vars(module)["__test__"][1]
    return solution


class TestArguments:
    def test_that_were_changed_in_place_come_back_changed_as_the_same_objects(self, load: Load) -> None:
        work = load("""
            def change(numbers, table):
                numbers.sort()
                numbers.append(table)
                table["inner"].add(3)
                del table["gone"]
        """)
        inner = {1}
        table = {"inner": inner, "gone": 0}
        numbers: list[Any] = [3, 1, 2]
        work.change(numbers, table)
        assert numbers == [1, 2, 3, table]
        assert numbers[3] is table
        assert table == {"inner": {1, 3}}
        assert table["inner"] is inner

    def test_come_back_changed_when_the_call_raises(self, load: Load) -> None:
        work = load("""
            def change(numbers):
                numbers.clear()
                return 1 / 0
        """)
        numbers = [1]
        with pytest.raises(ZeroDivisionError):
            work.change(numbers)
        assert numbers == []

    def test_that_are_returned_are_the_same_objects(self, load: Load) -> None:
        work = load("def second(pair): return pair[1]")
        inner = [1]
        assert work.second([0, inner]) is inner

    def test_of_a_call_back_that_the_test_changes_come_back_to_the_solution_changed(self, load: Load) -> None:
        work = load("""
            def collect(fill):
                numbers = []
                fill(numbers)
                return numbers
        """)
        assert work.collect(lambda numbers: numbers.extend([1, 2])) == [1, 2]

    def test_may_be_functions_which_keep_their_identity(self, load: Load) -> None:
        work = load("""
            class Bell:
                def __init__(self): self.callbacks = []
                def add(self, callback): self.callbacks.append(callback)
                def remove(self, callback): self.callbacks.remove(callback)
                def ring(self, *args, **kwargs): return [callback(*args, **kwargs) for callback in self.callbacks]
        """)
        bell = work.Bell()
        heard: list[Any] = []
        ears: Any = types.SimpleNamespace(hear=lambda *args, **kwargs: heard.append((args, kwargs)))
        bell.add(heard.append)
        bell.add(ears.hear)
        bell.remove(heard.append)
        assert bell.ring(1, two=2) == [None]
        assert heard == [((1,), {"two": 2})]
        bell.remove(ears.hear)
        assert bell.callbacks == []

    def test_may_be_files_iterators_and_context_managers(self, load: Load) -> None:
        work = load("""
            import itertools
            def use(file, numbers, manager):
                with manager as entered:
                    file.write("written")
                    return list(itertools.islice(numbers, 3)), entered, [line for line in file]
        """)
        file = io.StringIO("one\ntwo\nthree\n")
        endless = iter(int, 1)
        events = []

        @contextlib.contextmanager
        def manager() -> Iterator[str]:
            events.append("in")
            yield "entered"
            events.append("out")

        assert work.use(file, endless, manager()) == ([0, 0, 0], "entered", ["\n", "three\n"])
        assert events == ["in", "out"]
        assert file.getvalue() == "written\nthree\n"

    def test_may_be_a_mock_that_knows_how_it_was_called(self, load: Load) -> None:
        work = load("""
            def send(mailer, to):
                if mailer.connect(timeout=3):
                    mailer.outbox.put([to])
                mailer.sent = 1
        """)
        mailer = mock.Mock()
        work.send(mailer, "ann")
        mailer.connect.assert_called_once_with(timeout=3)
        assert mailer.method_calls == [mock.call.connect(timeout=3), mock.call.outbox.put(["ann"])]
        assert mailer.sent == 1

    def test_may_be_classes_and_functions_of_the_library(self, load: Load) -> None:
        work = load("""
            import operator
            def same(kind, error, function, module): return (
                kind is int, error is KeyError, function is operator.add, module.sqrt(9), kind("7"))
        """)
        import math

        assert work.same(int, KeyError, operator.add, math) == (True, True, True, 3.0, 7)

    def test_may_be_a_tests_own_exception_class_to_raise_and_to_catch(self, load: Load) -> None:
        work = load("""
            def retry(function, error, times):
                for _ in range(times):
                    try:
                        return function()
                    except error:
                        pass
                raise error("gave up")
        """)

        class Flaky(OSError):
            pass

        outcomes = iter([Flaky("a"), Flaky("b"), 7])

        def function() -> Any:
            outcome = next(outcomes)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        assert work.retry(function, Flaky, 3) == 7
        with pytest.raises(Flaky, match="gave up"):
            work.retry(mock.Mock(side_effect=Flaky), Flaky, 2)

    def test_that_raise_in_a_call_back_raise_the_same_exception_out_of_the_solution(self, load: Load) -> None:
        work = load("def call(function): return function()")
        error = LookupError("mine")
        with pytest.raises(LookupError) as caught:
            work.call(mock.Mock(side_effect=error))
        assert caught.value is error

    def test_may_call_the_solution_back_many_levels_deep(self, load: Load) -> None:
        work = load("def down(n, step): return 0 if n == 0 else 1 + step(n - 1)")

        def step(n: int) -> Any:
            return work.down(n, step)

        assert work.down(20, step) == 20
        with pytest.raises(RecursionError):
            work.down(5000, step)
        assert work.down(1, step) == 1


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
        with pytest.raises(ValueError, match="^negative$"):
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
        assert five < six <= six
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
        assert isinstance(square, work.Shape)
        assert issubclass(work.Square, work.Shape)
        assert not isinstance(bag, work.Shape)
        assert isinstance(bag, collections.abc.Mapping)
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
        assert isinstance(stack, list)
        assert work.Table(a=1) == {"a": 1}
        assert isinstance(work.Table(), dict)
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
        assert isinstance(point, tuple)
        assert issubclass(work.Point, tuple)
        x, y = point
        assert (x, y, point.y, point._asdict(), point._fields) == (1, 2, 2, {"x": 1, "y": 2}, ("x", "y"))
        assert (pixel.label(), pixel.colour, pixel) == ("3 red", "red", (3, "red"))
        assert isinstance(warm, float)
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
        assert isinstance(work.Level.LOW, enum.Enum)
        assert isinstance(work.Level.LOW, work.Level)
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
        assert dataclasses.is_dataclass(item)
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
        assert isinstance(Mine(1), work.Base)

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
        assert isinstance(echo, types.GeneratorType)
        assert isinstance(echo, collections.abc.Iterator)
        assert next(echo) is None
        assert echo.send(1) == 1
        assert echo.throw(KeyError()) == "caught"
        echo.close()
        with work.opened("file") as name:
            assert name == "file"
            raise ValueError("inside")
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


class TestExceptions:
    def test_of_python_come_as_themselves(self, load: Load) -> None:
        work = load("""
            def key(): return {}["missing"]
            def file(): open("/nowhere/at/all")
            def text(): b"\\xff".decode()
            def leave(): raise SystemExit(3)
            def first(): return next(iter([]))
        """)
        with pytest.raises(KeyError) as key:
            work.key()
        assert key.value.args == ("missing",)
        with pytest.raises(FileNotFoundError) as file:
            work.file()
        assert (file.value.filename, file.value.errno) == ("/nowhere/at/all", 2)
        with pytest.raises(UnicodeDecodeError, match="invalid start byte"):
            work.text()
        with pytest.raises(SystemExit) as left:
            work.leave()
        assert left.value.code == 3
        with pytest.raises(StopIteration):
            work.first()

    def test_of_the_solution_keep_class_attributes_text_and_cause(self, load: Load) -> None:
        work = load("""
            class BankError(Exception):
                def __init__(self, needed, message):
                    super().__init__(message)
                    self.needed = needed
                    self.notes = [message]
                def __str__(self): return f"need {self.needed}"
                def short(self): return self.needed - 1
            class Overdrawn(BankError, ValueError): pass
            def withdraw():
                try:
                    int("x")
                except ValueError as error:
                    raise Overdrawn(5, "too much") from error
            def give(): return Overdrawn(1, "given")
            def again(error): raise error
        """)
        with pytest.raises(work.BankError) as caught:
            work.withdraw()
        error = caught.value
        assert isinstance(error, ValueError)
        assert type(error) is work.Overdrawn
        assert (str(error), error.args, error.needed, error.notes) == ("need 5", ("too much",), 5, ["too much"])
        assert error.short() == 4
        assert isinstance(error.__cause__, ValueError)
        assert issubclass(work.Overdrawn, work.BankError)
        with pytest.raises(work.Overdrawn, match="need 2"):
            raise work.Overdrawn(2, "raised here")
        given = work.give()
        assert isinstance(given, work.Overdrawn)
        with pytest.raises(work.Overdrawn) as same:
            work.again(given)
        assert same.value.needed == 1

    def test_say_where_in_the_learners_files_they_come_from(self, load: Load) -> None:
        work = load(
            """
            import other
            def outer(): other.inner()
            """,
            other="def inner():\n    return 1 / 0\n",
        )
        with pytest.raises(ZeroDivisionError) as caught:
            work.outer()
        assert vars(caught.value)["learner_traceback"] == (("work.py", 3, "outer"), ("other.py", 2, "inner"))

    @pytest.mark.parametrize("raised", ["KeyboardInterrupt", "GeneratorExit", "BaseException"])
    def test_that_would_end_the_run_of_the_tests_are_ordinary_ones_here(self, load: Load, raised: str) -> None:
        work = load(f"def leave(): raise {raised}('now')")
        with pytest.raises(RemoteBaseException) as caught:
            work.leave()
        assert caught.value.args == (raised, "now")

    def test_of_memory_and_recursion_are_survived(self, load: Load) -> None:
        work = load("""
            def deep(): return deep()
            def large(): return [0] * (1 << 62)
            def tower():
                value = []
                for _ in range(100_000): value = [value]
                return value
            def fine(): return 1
        """)
        with pytest.raises(RecursionError):
            work.deep()
        with pytest.raises((MemoryError, OverflowError)):
            work.large()
        with pytest.raises(TypeError, match="levels deep"):
            work.tower()
        assert work.fine() == 1

    def test_of_syntax_say_file_line_and_text(self, load: Load) -> None:
        with pytest.raises(SyntaxError) as caught:
            load("def f():\n    return 1 +\n")
        assert (caught.value.filename, caught.value.lineno) == ("work.py", 2)
        assert "return 1 +" in str(caught.value.text)


class TestModules:
    def test_can_be_patched(self, load: Load) -> None:
        work = load("""
            import random
            def roll(): return random.randint(1, 6)
            def rolls(): return [roll(), roll()]
            class Dice:
                sides = 6
                def throw(self): return self.sides
        """)
        with mock.patch.object(work, "roll", side_effect=[3, 4]) as roll:
            assert work.rolls() == [3, 4]
            assert roll.call_count == 2
        assert all(1 <= number <= 6 for number in work.rolls())
        with mock.patch.object(work, "open", mock.mock_open(read_data="text"), create=True):
            assert work.open("any").read() == "text"
        assert not hasattr(work, "open")
        with mock.patch.object(work.Dice, "throw", lambda dice: dice.sides + 1):
            assert work.Dice().throw() == 7
        assert work.Dice().throw() == 6

    def test_give_the_function_that_a_name_means_now(self, load: Load) -> None:
        work = load("""
            def act(): return "old"
            def change():
                global act
                act = lambda: "new"
        """)
        assert work.act() == "old"
        work.change()
        assert work.act() == "new"

    def test_of_the_learner_may_have_the_names_of_the_librarys(self, load: Load) -> None:
        work = load(
            "import types, json\ndef own(): return types.MINE + json.MINE",
            types="MINE = 1",
            json="MINE = 2",
            sandbox="MINE = 4",
        )
        with contextlib.suppress(AttributeError):
            work.own()
        assert solution_of(work).import_module("json").MINE == 2
        assert solution_of(work).import_module("sandbox").MINE == 4

    def test_say_what_they_define_when_a_name_is_missing(self, load: Load) -> None:
        work = load("def two_sums(): ...")
        with pytest.raises(MissingName, match=r"no attribute two_sum; it defines: two_sums$"):
            _ = work.two_sum
        assert not hasattr(work, "two_sum")

    def test_print_before_they_answer_and_read_nothing(self, load: Load) -> None:
        work = load("""
            def ask():
                print("name?", end="")
                return input()
            def leave(): exit(2)
        """)
        with pytest.raises(EOFError):
            work.ask()
        assert source_of(work).output().startswith("name?")
        with pytest.raises(SystemExit):
            work.leave()


class TestTheEnd:
    def test_of_a_process_that_leaves_ends_the_session(self, load: Load) -> None:
        work = load("import os\ndef leave(): os._exit(0)")
        with pytest.raises(SessionEnded) as ended:
            work.leave()
        assert ended.value.reason is EndReason.CRASHED

    def test_lets_names_mean_the_same_in_the_next_sandbox_but_not_instances(self, load: Load) -> None:
        work = load(
            """
            class Error(Exception): pass
            class Thing:
                def __init__(self, x): self.x = x
                def __repr__(self): return "a thing"
            one = Thing(1)
            def spin():
                while True: pass
            def fail(): raise Error("again")
            def thing(x): return Thing(x)
            """,
            seconds=1,
        )
        thing, kind, error, fail, one = work.thing, work.Thing, work.Error, work.fail, work.one
        old = thing(5)
        with pytest.raises(SessionEnded) as ended:
            work.spin()
        assert ended.value.reason is EndReason.TIME_LIMIT
        assert "ended" in repr(old)
        assert thing(6).x == 6
        assert isinstance(thing(7), kind)
        assert kind(8).x == 8
        assert one.x == 1
        with pytest.raises(error, match="again"):
            fail()
        with pytest.raises(Ended, match="make it again"):
            _ = old.x
        assert work.thing is thing
        assert source_of(work).started == 2

    def test_leaves_threads_of_a_test_one_call_at_a_time(self, load: Load) -> None:
        work = load("""
            class Counter:
                def __init__(self): self.value = 0
                def add(self):
                    before = self.value
                    self.value = before + 1
        """)
        counter = work.Counter()
        threads = [threading.Thread(target=lambda: [counter.add() for _ in range(100)], daemon=True) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert counter.value == 400


def test_calls_are_remembered_as_they_were_made(load: Load) -> None:
    work = load("""
        class Stack:
            def push(self, *items): items[0].clear(); return self
        def add(a, b): return [a, b]
        def fail(): raise ValueError("no")
    """)
    items = [1, 2]
    stack = work.Stack()
    stack.push(items, stack)
    result = work.add(1, b="x")
    with pytest.raises(ValueError, match="no"):
        work.fail()
    calls = solution_of(work).calls
    assert [call.asked for call in calls][-3:] == ["Stack.push([1, 2], <object>)", "add(1, b='x')", "fail()"]
    assert [call.raised for call in calls][-2:] == [False, True]
    assert calls[-2].outcome is result
    assert items == []
