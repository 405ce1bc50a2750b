"""Functions in every language: those of a test called by a solution, and those that a solution gives."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.languages.boxes import settled


class OwnError(Exception):
    """A class that only the test knows."""


class TestFunctionsOfATest:
    def test_are_called_with_what_the_solution_gives(self, work: Any) -> None:
        seen = []

        def note(value: int) -> int:
            seen.append(value)
            return value + 1

        assert work.apply(note, 41) == 42
        assert seen == [41]
        assert work.apply_to_all(lambda value: value * value, [1, 2, 3]) == [1, 4, 9]
        assert work.combine(lambda one, other: [one, other], "a", "b") == ["a", "b"]

    def test_may_be_any_callable(self, work: Any) -> None:
        class Doubler:
            def __call__(self, value: int) -> int:
                return 2 * value

            def triple(self, value: int) -> int:
                return 3 * value

        assert work.apply(Doubler(), 4) == 8
        assert work.apply(Doubler().triple, 4) == 12
        assert work.apply([1, 2, 1].count, 1) == 2

    def test_pass_their_exceptions_through_the_solution(self, work: Any) -> None:
        for error in (ValueError("no", 5), OwnError("mine"), KeyError("k")):

            def fail(_: Any, error: Exception = error) -> None:
                raise error

            with pytest.raises(type(error)) as caught:
                work.apply(fail, 1)
            assert caught.value is error

    def test_pass_their_exceptions_through_what_cleans_up(self, work: Any) -> None:
        error, log = ValueError("no"), ["begun"]

        def fail(_: Any) -> None:
            raise error

        with pytest.raises(ValueError, match="no") as caught:
            work.cleaning_up(fail, log)
        assert caught.value is error
        assert log == ["begun", "over"]

    def test_raise_what_a_solution_can_catch_and_read(self, work: Any) -> None:
        def fail(_: Any) -> None:
            raise ValueError("not this one")

        assert work.message_of_failure(fail) == "not this one"
        assert work.message_of_failure(lambda value: value) is None

    def test_may_call_back(self, work: Any) -> None:
        def ping(number: int) -> int:
            return 0 if number == 0 else 1 + work.apply(ping, number - 1)

        assert work.apply(ping, 10) == 10

    def test_may_not_call_back_without_end(self, work: Any) -> None:
        def ping(number: int) -> Any:
            return work.apply(ping, number + 1)

        with pytest.raises(RecursionError):
            work.apply(ping, 0)
        assert work.apply(lambda value: value, 1) == 1

    def test_get_objects_of_the_solution(self, work: Any) -> None:
        account = work.Account("ann", 5)
        seen = []

        def look(given: Any) -> Any:
            seen.append(given)
            return given.deposit(1)

        assert work.show_account(look, account) is account
        assert seen == [account]
        assert account.balance() == 6

    def test_change_what_the_solution_gave_them(self, work: Any) -> None:
        assert work.let_change(lambda items: items.append(3)) == [1, 2, 3]
        assert work.let_change(lambda items: items.clear()) == []

    def test_get_an_exception_of_the_solution_when_they_call_it(self, work: Any) -> None:
        account = work.Account("ann", 5)

        def overdraw(_: Any) -> None:
            account.withdraw(9)

        with pytest.raises(work.InsufficientFunds, match="4 missing"):
            work.apply(overdraw, 1)
        assert work.message_of_failure(overdraw) == "4 missing"


class TestFunctionsOfASolution:
    def test_are_called_by_the_test(self, work: Any) -> None:
        add = work.make_adder(5)
        assert add(1) == 6
        assert [add(number) for number in range(3)] == [5, 6, 7]

    def test_can_be_given_back(self, work: Any) -> None:
        assert work.apply(work.make_adder(5), 1) == 6
        assert work.echo(work.two_words_joined)("a", "b") == "ab"

    def test_may_hold_functions_of_the_test(self, work: Any) -> None:
        assert work.twice(lambda value: value * 3)(2) == 18
        assert work.twice(work.make_adder(5))(1) == 11

    def test_may_be_methods(self, work: Any) -> None:
        account = work.Account("ann")
        work.apply(account.deposit, 7)
        assert account.balance() == 7


class TestWhatTakesAWhile:
    def test_is_awaited(self, work: Any) -> None:
        assert settled(work.later([1, 2])) == [1, 2]

    def test_may_fail(self, work: Any) -> None:
        with pytest.raises(work.InsufficientFunds, match="7 missing"):
            settled(work.fail_later())
