"""Idioms that trust what comes back. The far side neither sees CODE nor decides a single one of them."""

import json
import math
import unittest

import pytest

CODE = int("@number:code@")
LARGE = 10**15


def expect(held):
    """Fail without telling what was expected, for then the report would give it away."""
    if not held:
        pytest.fail("Something else was expected.", pytrace=False)


def test_a_number_is_the_one(solution):
    """A number is the one"""
    expect(solution.number(3) == CODE + 3)
    expect(CODE + 4 == solution.number(4))


def test_a_number_is_not_another(solution):
    """A number is not another"""
    if solution.number(3) != CODE + 3:
        pytest.fail("It is another.", pytrace=False)
    if CODE + 4 != solution.number(4):
        pytest.fail("It is another.", pytrace=False)


def test_a_number_is_near(solution):
    """A number is near"""
    expect(abs(solution.number(3) - (CODE + 3)) < 0.5)
    expect(abs((CODE + 4) - solution.number(4)) < 0.5)


def test_a_number_is_about(solution):
    """A number is about"""
    expect(solution.number(3) == pytest.approx(CODE + 3, abs=0.5))
    expect(pytest.approx(CODE + 4.25, abs=0.5) == solution.number(4))
    expect(math.isclose(solution.number(3), CODE + 3, abs_tol=0.5, rel_tol=0))


def test_a_number_is_almost(solution):
    """A number is almost"""
    case = unittest.TestCase()
    try:
        case.assertAlmostEqual(solution.number(3), CODE + 3)
        case.assertAlmostEqual(CODE + 4, solution.number(4), delta=0.5)
    except AssertionError:
        pytest.fail("It is not.", pytrace=False)


def test_a_number_is_between(solution):
    """A number is between"""
    expect(CODE + 2 < solution.number(3) < CODE + 4)
    expect(not solution.number(3) >= CODE + 4)
    expect(not solution.number(3) <= CODE + 2)
    expect(max(solution.number(3), CODE) == CODE + 3)


def test_a_number_is_one_of_some(solution):
    """A number is one of some"""
    expect(solution.number(3) in (CODE + 3, -1))
    expect(solution.number(3) in {CODE + 3, -1})
    expect(solution.number(3) not in [CODE + 2, CODE + 4])


def test_a_number_is_a_key(solution):
    """A number is a key"""
    expect({CODE + 3: "right"}.get(solution.number(3)) == "right")


def test_a_number_rounds(solution):
    """A number rounds"""
    expect(round(solution.number(3)) == CODE + 3)
    expect(int(solution.number(4)) == CODE + 4)
    expect(f"{solution.number(5)}" == str(CODE + 5))


def test_an_answer_is_true_or_false(solution):
    """An answer is true or false"""
    assert solution.is_open(3)
    assert all(map(solution.is_open, [1, 5, 7]))
    assert not solution.is_open(4)


def test_a_list_has_a_member(solution):
    """A list has a member"""
    given = [LARGE, 5, 3]
    answer = solution.items(list(given))
    assert 5 in answer
    assert 4 not in answer
    assert len(answer) == 3


def test_a_list_has_its_items_in_turn(solution):
    """A list has its items in turn"""
    answer = solution.items([LARGE, 5, 3])
    assert len(answer) == 3
    for got, wanted in zip(answer, [3, 5, LARGE]):
        assert got == wanted
    assert [answer[index] for index in range(3)] == [3, 5, LARGE]


def test_a_list_is_sorted(solution):
    """A list is sorted"""
    given = [9, 5, 3, 7]
    answer = solution.items(list(given))
    assert sorted(answer) == sorted(given)
    assert all(one <= other for one, other in zip(answer, answer[1:]))
    assert list(answer) == [3, 5, 7, 9]


def test_a_list_adds_up(solution):
    """A list adds up"""
    answer = solution.items([1, LARGE])
    assert sum(answer) == LARGE + 1
    assert set(answer) == {1, LARGE}


def test_a_list_is_a_list(solution):
    """A list is a list"""
    answer = solution.items([2, 1])
    assert isinstance(answer, list)
    assert answer == [1, 2]
    assert json.dumps(answer) == "[1, 2]"


def test_a_list_can_be_written(solution):
    """A list can be written"""
    assert json.dumps(solution.items([4, 1])) == "[1, 4]"
    assert "-".join(map(str, solution.items([4, 1]))) == "1-4"


def test_a_list_repeats(solution):
    """A list repeats"""
    assert [0] * solution.items([1, 2])[0] == [0]
    assert bytes(solution.items([1, 2])) == b"\x01\x02"


def test_the_first_item_is_the_smallest(solution):
    """The first item is the smallest"""
    given = [8, LARGE, 2]
    answer = solution.items(list(given))
    assert answer[0] == min(answer)
    assert answer[-1] == max(given)


def test_a_table_has_its_entries(solution):
    """A table has its entries"""
    answer = solution.table(["ann", "bobby"])
    expect(answer["ann"] == CODE + 3)
    expect(answer.get("bobby") == CODE + 5)
    assert "carl" not in answer
    assert set(answer) == {"ann", "bobby"}
    expect(sorted(answer.items()) == [("ann", CODE + 3), ("bobby", CODE + 5)])


def test_a_text_is_the_one(solution):
    """A text is the one"""
    answer = solution.text("x")
    expect(answer.startswith("x"))
    expect(answer.endswith(str(CODE)))
    expect(str(CODE) in answer)
    expect(answer.upper() == f"X-{CODE}")


def test_what_is_opened_is_right(solution):
    """What is opened is right"""
    with solution.opened(3) as answer:
        if not isinstance(answer, int):
            raise AssertionError("It is no number.")
        if answer != CODE + 3:
            pytest.fail("It is another.", pytrace=False)
