"""What a test hands to a solution is what the solution works on."""

from __future__ import annotations

import contextlib
import io
import operator
import types
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sandbox.driver_process import Load


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
