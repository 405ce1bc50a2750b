"""Modules of a solution, and what happens at the end of a sandbox."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from sandbox.errors import EndReason, MissingName, ObjectGone, SessionEnded
from tests.sandbox.driver_process import is_a, solution_of, source_of

if TYPE_CHECKING:
    from tests.sandbox.driver_process import Load


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
        assert is_a(thing(7), kind)
        assert kind(8).x == 8
        assert one.x == 1
        with pytest.raises(error, match="again"):
            fail()
        with pytest.raises(ObjectGone, match="make it again"):
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
