"""Objects in every language: state, methods, classes, names by convention, iteration."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.errors import MissingName
from tests.sandbox.driver_process import is_a
from tests.sandbox.languages.boxes import Box
from tests.sandbox.languages.conftest import Open
from tests.sandbox.languages.differences import PLAIN_NAMES


class TestNames:
    def test_are_found_in_the_convention_of_the_language(self, work: Any, language: str) -> None:
        assert work.two_words_joined("ab", "cd") == "abcd"
        assert getattr(work, PLAIN_NAMES[language])("ab", "cd") == "abcd"

    def test_of_constants_and_classes_are_the_same_everywhere(self, work: Any) -> None:
        assert work.MAX_SIZE == 10
        assert work.SavingsAccount.__name__ == "SavingsAccount"

    def test_of_other_files_of_the_solution_are_found_there(self, work: Any) -> None:
        assert work.triple(4) == 12

    def test_that_are_missing_are_told_with_what_there_is(self, open_box: Open, language: str) -> None:
        module = open_box("nearly_right").module()
        spelled = {"javascript": "toSum", "java": "toSum"}.get(language, "to_sum")
        with pytest.raises(MissingName, match=rf"no attribute sum_up; it defines: {spelled}$"):
            _ = module.sum_up
        assert not hasattr(module, "sum_up")
        assert module.to_sum(1, 2) == 3


class TestObjects:
    def test_have_state_and_methods(self, work: Any) -> None:
        account = work.Account("ann", 5)
        assert account.deposit(2) is account
        account.withdraw(3)
        assert (account.owner(), account.balance()) == ("ann", 4)
        account.add_interest_rate(50)
        assert account.balance() == 6
        assert str(account) == "ann: 6"

    def test_share_no_state(self, work: Any) -> None:
        one, other = work.Account("ann", 5), work.Account("ann", 5)
        one.deposit(1)
        assert (one.balance(), other.balance()) == (6, 5)
        assert one is not other

    def test_take_what_is_left_out_from_the_default(self, work: Any) -> None:
        assert work.Account("ann").balance() == 0

    def test_have_static_members(self, work: Any) -> None:
        before = work.Account.opened
        assert work.Account.open_empty().owner() == "nobody"
        assert work.Account.opened == before + 1

    def test_of_subclasses_are_instances_of_their_bases(self, work: Any) -> None:
        savings = work.SavingsAccount("ann", 10)
        savings.withdraw(4)
        assert savings.balance() == 5
        assert is_a(savings, work.Account)
        assert issubclass(work.SavingsAccount, work.Account)
        assert not is_a(work.Account("bob"), work.SavingsAccount)

    def test_go_back_in_as_themselves(self, work: Any) -> None:
        ann, bob = work.Account("ann", 10), work.Account("bob")
        work.transfer(ann, bob, 4)
        assert (ann.balance(), bob.balance()) == (6, 4)
        assert work.echo(ann) is ann
        assert work.is_same(ann, ann)
        assert work.richest([bob, ann]) is ann

    def test_come_in_lists(self, work: Any) -> None:
        accounts = work.open_accounts(["ann", "bob"])
        assert [account.owner() for account in accounts] == ["ann", "bob"]
        assert all(is_a(account, work.Account) for account in accounts)

    def test_are_equal_and_ordered_as_their_class_says(self, work: Any) -> None:
        assert work.Money(5) == work.Money(5)
        assert work.Money(5) != work.Money(6)
        assert work.Money(5) < work.Money(6)
        assert work.Money(5) != 5
        assert work.Account("ann") != work.Account("ann")

    def test_have_fields(self, work: Any) -> None:
        point = work.Point(3, -4)
        assert (point.x, point.y) == (3, -4)
        point.x = 5
        assert point.distance_from_origin() == 9
        with pytest.raises(AttributeError):
            _ = point.z

    def test_have_fields_that_are_read_by_a_call(self, work_by_call: Any) -> None:
        point = work_by_call.Point(3, -4)
        assert (point.x(), point.y()) == (3, -4)
        assert point.distance_from_origin() == 7
        with pytest.raises(AttributeError):
            point.z()

    def test_have_a_length_and_members(self, work: Any) -> None:
        bag = work.Bag(["a", "b"])
        assert len(bag) == 2
        assert list(bag) == ["a", "b"]
        assert list(bag) == ["a", "b"]
        assert "a" in bag
        assert "c" not in bag

    def test_that_nothing_holds_are_let_go(self, work: Any) -> None:
        for _ in range(5_000):
            work.Account("ann")
        gc.collect()
        assert work.Account("bob").owner() == "bob"


class TestIteration:
    def test_of_what_a_solution_makes_step_by_step(self, work: Any) -> None:
        assert list(work.countdown(3)) == [3, 2, 1]
        assert list(work.countdown(0)) == []
        steps = iter(work.countdown(2))
        assert next(steps) == 2
        assert next(steps) == 1
        with pytest.raises(StopIteration):
            next(steps)

    def test_may_never_end(self, work: Any) -> None:
        assert list(itertools.islice(work.naturals(), 4)) == [0, 1, 2, 3]

    def test_may_break_off(self, work: Any) -> None:
        steps = iter(work.broken_after(2))
        assert [next(steps), next(steps)] == [0, 1]
        with pytest.raises(ValueError, match="broken off"):
            next(steps)

    def test_of_what_a_test_makes_step_by_step(self, work: Any) -> None:
        assert work.total(number for number in (1, 2, 3)) == 6
        assert work.total([1, 2]) == 3
        assert work.total(iter([4, 5])) == 9

    def test_takes_no_more_than_it_needs(self, work: Any) -> None:
        taken = []

        def source() -> Iterator[int]:
            for number in itertools.count():
                taken.append(number)
                yield number

        assert work.first_items(3, source()) == [0, 1, 2]
        assert len(taken) <= 4

    def test_passes_on_what_a_test_raises(self, work: Any) -> None:
        error = LookupError("the source is broken")

        def source() -> Iterator[int]:
            yield 1
            raise error

        with pytest.raises(LookupError) as caught:
            work.total(source())
        assert caught.value is error


def test_objects_of_a_sandbox_that_ended_say_so(open_box: Open) -> None:
    box: Box = open_box(seconds=10)
    work = box.module()
    account, join, kind = work.Account("ann"), work.two_words_joined, work.Account
    box.session.close()
    with pytest.raises(ReferenceError, match="make it again"):
        account.balance()
    assert join("a", "b") == "ab"
    assert kind("bob").owner() == "bob"
