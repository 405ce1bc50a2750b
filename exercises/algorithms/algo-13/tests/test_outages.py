"""When was the service down? Overlapping outages become few intervals."""

import pytest

MANY = 80_000


def check(solution, outages, expected, rule):
    """Ask once and compare; a tuple is as good as a list for an interval."""
    answer = solution.merge(outages)
    if type(answer) in (list, tuple):
        answer = [list(outage) if type(outage) is tuple else outage for outage in answer]
    assert answer == expected, f"Rule: {rule}"


@pytest.mark.example
def test_outages_that_overlap_become_one(solution):
    """Outages that overlap become one"""
    rule = "outages that overlap become one, from the earliest start to the latest end."
    check(solution, [[10, 30], [20, 45], [60, 75]], [[10, 45], [60, 75]], rule)
    check(solution, [[5, 8], [6, 9], [7, 12]], [[5, 12]], rule)


def test_outages_apart_stay_apart(solution):
    """Outages that lie apart stay as they are"""
    rule = "outages with a time between them in which the service was up stay two."
    check(solution, [[10, 20], [21, 30], [50, 60]], [[10, 20], [21, 30], [50, 60]], rule)


def test_no_outage_and_a_single_one(solution):
    """No outage and a single one are no problem"""
    check(solution, [], [], "without outages, the answer is an empty list.")
    check(solution, [[7, 9]], [[7, 9]], "a single outage stays as it is.")


@pytest.mark.hint("In which order do you look at the outages?")
def test_the_order_does_not_matter(solution):
    """Outages can be reported in any order"""
    rule = "the outages come in any order, and the answer has the earliest first."
    check(solution, [[60, 75], [20, 45], [10, 30]], [[10, 45], [60, 75]], rule)
    check(solution, [[100, 110], [9, 12], [40, 50]], [[9, 12], [40, 50], [100, 110]], rule)


@pytest.mark.hint("The end of two outages in one is the later of their ends.")
def test_an_outage_within_another(solution):
    """A short outage within a long one adds nothing"""
    rule = "an outage within another adds nothing to it."
    check(solution, [[10, 60], [20, 30]], [[10, 60]], rule)
    check(solution, [[0, 100], [10, 20], [30, 40], [90, 101]], [[0, 101]], rule)


@pytest.mark.hint("One ends at 20 and the next begins at 20. When was the service up?")
def test_outages_that_touch(solution):
    """An outage that begins when another ends goes on with it"""
    rule = "an outage that begins in the minute in which another ends goes on with it."
    check(solution, [[10, 20], [20, 30]], [[10, 30]], rule)
    check(solution, [[20, 30], [10, 20], [30, 31], [33, 40]], [[10, 31], [33, 40]], rule)


def test_the_same_outage_twice(solution):
    """The same outage from two monitors counts once"""
    rule = "an outage that two monitors have seen counts once."
    check(solution, [[10, 20], [30, 40], [10, 20]], [[10, 20], [30, 40]], rule)


def test_outages_that_are_over_at_once(solution):
    """An outage that is over in the same minute counts, too"""
    rule = "an outage can end in the minute in which it began, also in minute 0."
    check(solution, [[15, 15], [0, 0]], [[0, 0], [15, 15]], rule)
    check(solution, [[10, 20], [20, 20], [5, 5]], [[5, 5], [10, 20]], rule)


@pytest.mark.hint("Sort a copy, and do not change an interval that was handed to you.")
def test_the_outages_are_left_as_they_were(solution):
    """The list that is handed in is left as it was"""
    outages = [[60, 75], [10, 30], [20, 45]]
    check(solution, outages, [[10, 45], [60, 75]], "the outages become few intervals, the earliest first.")
    assert outages == [[60, 75], [10, 30], [20, 45]], "Rule: the outages that are handed in are left as they were."


@pytest.mark.points(2)
def test_random_outages(solution, reference, rng):
    """Agrees with the reference on 40 random lists"""
    for _ in range(40):
        starts = [rng.randint(0, 40) for _ in range(rng.randint(0, 9))]
        outages = [[start, start + rng.randint(0, 9)] for start in starts]
        check(solution, outages, reference.merge(outages), "all of the prompt; this is a random list.")


@pytest.mark.points(2)
@pytest.mark.limit(seconds=6)
@pytest.mark.hint("With how many others do you compare each outage?")
def test_many_outages_in_time(solution, rng):
    """80,000 outages take less than six seconds"""
    outages = [[10 * number, 10 * number + 5] for number in range(MANY)]
    outages += [[start + 3, end + 2] for start, end in outages[:10]]
    expected = [[10 * number, 10 * number + (7 if number < 10 else 5)] for number in range(MANY)]
    rng.shuffle(outages)
    check(solution, outages, expected, "80,000 outages take less than six seconds.")
