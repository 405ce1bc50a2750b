"""Tickets in order, with few questions asked: merging and merge sort."""

import pytest

CUSTOMERS = ("Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Ida")


class Desk:
    """Knows which of two tickets comes first, and counts how often it is asked.

    A ticket is a text like "2 Ada": its urgency, 1 being the most urgent, and who wrote it.
    """

    def __init__(self, by=100):
        self.asked = 0
        self.by = by

    def compare(self, one, other):
        self.asked += 1
        return self.by * (int(one.partition(" ")[0]) - int(other.partition(" ")[0]))


def tickets(text):
    """A list of tickets, written with commas."""
    return [ticket.strip() for ticket in text.split(",")] if text else []


def merged(solution, left, right, expected, rule, *, by=100, most=None):
    """Merge two sorted lists once and compare."""
    desk = Desk(by)
    asked = f"merged: {shown(left)} and {shown(right)}"
    answer = solution.merge(left, right, desk.compare)
    compare(answer, expected, rule, asked)
    if most is not None and desk.asked > most:
        fail(rule, asked, f"{desk.asked} comparisons", f"at most {most} comparisons")


def ordered(solution, items, expected, rule, *, by=100, most=None):
    """Sort a list once and compare."""
    desk = Desk(by)
    asked = f"sorted: {shown(items)}"
    answer = solution.merge_sort(items, desk.compare)
    compare(answer, expected, rule, asked)
    if most is not None and desk.asked > most:
        fail(rule, asked, f"{desk.asked} comparisons", f"at most {most} comparisons")


def compare(answer, expected, rule, asked):
    if type(answer) is not list or any(type(item) is not str for item in answer):
        fail(f"return a list of the tickets. {rule}", asked, repr(answer), shown(expected))
    if answer != expected:
        fail(rule, asked, shown(answer), shown(expected))


def fail(rule, asked, gave, expected):
    pytest.fail(f"Rule: {rule}\n{asked}\n  gave      {gave}\n  expected  {expected}", pytrace=False)


def shown(items):
    """Tickets as a learner can read them, shortened where there are many."""
    if len(items) <= 16:
        return f"[{', '.join(items)}]"
    return f"[{', '.join(items[:4])}, ... {len(items)} tickets]"


def by_urgency(ticket):
    return int(ticket.partition(" ")[0])


def drawn(rng, most):
    """Random tickets; few urgencies, so that many are equal, and a number to tell them apart."""
    return [f"{rng.randint(1, 5)} {rng.choice(CUSTOMERS)}{number}" for number in range(rng.randint(0, most))]


@pytest.mark.example
def test_merging_two_lists(solution):
    """Merges two sorted lists"""
    rule = "merging gives one sorted list of all tickets."
    merged(solution, tickets("1 Ada, 4 Bo"), tickets("2 Cy, 3 Di"), tickets("1 Ada, 2 Cy, 3 Di, 4 Bo"), rule)
    merged(solution, tickets("2 Ada, 5 Bo"), tickets("1 Cy, 4 Di"), tickets("1 Cy, 2 Ada, 4 Di, 5 Bo"), rule)


@pytest.mark.hint("When one list is used up, what is left of the other is in order already.")
def test_merging_when_one_list_ends_early(solution):
    """Keeps what is left when one of the lists ends early, or is empty"""
    rule = "what is left of the one list when the other has ended belongs to the result."
    merged(solution, tickets("1 Ada"), tickets("2 Bo, 3 Cy, 4 Di"), tickets("1 Ada, 2 Bo, 3 Cy, 4 Di"), rule)
    merged(solution, tickets("2 Ada, 3 Bo, 4 Cy"), tickets("1 Di"), tickets("1 Di, 2 Ada, 3 Bo, 4 Cy"), rule)
    merged(solution, tickets("1 Ada, 2 Bo"), [], tickets("1 Ada, 2 Bo"), "one of the lists can be empty.")
    merged(solution, [], tickets("1 Ada, 2 Bo"), tickets("1 Ada, 2 Bo"), "one of the lists can be empty.")


@pytest.mark.hint("What do you do where the comparison gives 0?")
def test_merging_equal_tickets(solution):
    """Of equal tickets, those of the left list come first"""
    rule = "of equal tickets, those of the left list come first."
    left, right = tickets("1 Ada, 2 Bo, 2 Cy"), tickets("1 Di, 2 Ed, 3 Flo")
    merged(solution, left, right, tickets("1 Ada, 1 Di, 2 Bo, 2 Cy, 2 Ed, 3 Flo"), rule)


@pytest.mark.example
def test_sorting_a_few_tickets(solution):
    """Sorts a few tickets"""
    rule = "sorting gives a sorted list of all tickets."
    ordered(solution, tickets("3 Ada, 1 Bo, 2 Cy"), tickets("1 Bo, 2 Cy, 3 Ada"), rule)
    items = tickets("5 Ada, 4 Bo, 3 Cy, 2 Di, 1 Ed, 6 Flo")
    ordered(solution, items, tickets("1 Ed, 2 Di, 3 Cy, 4 Bo, 5 Ada, 6 Flo"), rule)


@pytest.mark.hint("What are the two halves of a list of one?")
def test_sorting_none_and_one(solution):
    """A list of one ticket is sorted, and so is an empty one"""
    ordered(solution, tickets("3 Ada"), tickets("3 Ada"), "a list of one ticket is sorted.")
    ordered(solution, [], [], "an empty list is sorted.")
    ordered(solution, tickets("2 Ada, 1 Bo"), tickets("1 Bo, 2 Ada"), "two tickets are put in order.")


def test_sorting_equal_tickets(solution):
    """Equal tickets stay in the order in which they came"""
    rule = "equal tickets stay in the order in which they came."
    items = tickets("2 Ada, 1 Bo, 2 Cy, 1 Di, 2 Ed, 1 Flo")
    ordered(solution, items, tickets("1 Bo, 1 Di, 1 Flo, 2 Ada, 2 Cy, 2 Ed"), rule)
    items = tickets("2 Ida, 2 Bo, 2 Gus, 2 Ada, 2 Cy")
    ordered(solution, items, items, rule)


@pytest.mark.hint("Ask whether the number is less than 0, not whether it is -1.")
def test_any_number_below_zero_means_before(solution):
    """Takes any number for an answer, not only -1, 0 and 1"""
    rule = "the comparison gives any number below 0, 0, or any number above 0."
    for by in (1, 7, 1_000):
        merged(solution, tickets("1 Ada, 3 Bo"), tickets("2 Cy, 5 Di"), tickets("1 Ada, 2 Cy, 3 Bo, 5 Di"), rule, by=by)
        ordered(solution, tickets("5 Ada, 2 Bo, 9 Cy, 1 Di"), tickets("1 Di, 2 Bo, 5 Ada, 9 Cy"), rule, by=by)


def test_the_lists_are_left_as_they_were(solution):
    """The lists are left as they were"""
    left, right, items = tickets("1 Ada, 3 Bo"), tickets("2 Cy, 4 Di"), tickets("3 Ada, 1 Bo, 2 Cy")
    merged(solution, left, right, tickets("1 Ada, 2 Cy, 3 Bo, 4 Di"), "merging gives a list of its own.")
    ordered(solution, items, tickets("1 Bo, 2 Cy, 3 Ada"), "sorting gives a list of its own.")
    rule = "the lists that were handed in are left as they were."
    for now, before in ((left, "1 Ada, 3 Bo"), (right, "2 Cy, 4 Di"), (items, "3 Ada, 1 Bo, 2 Cy")):
        if now != tickets(before):
            fail(rule, f"handed in: [{before}]", f"{shown(now)} afterwards", f"[{before}] as before")


@pytest.mark.points(2)
def test_random_merging(solution, rng):
    """Merges 30 random pairs of lists"""
    for _ in range(30):
        items = drawn(rng, 14)
        border = rng.randint(0, len(items))
        left, right = sorted(items[:border], key=by_urgency), sorted(items[border:], key=by_urgency)
        expected = sorted(left + right, key=by_urgency)
        merged(solution, left, right, expected, "all of the prompt; these are random lists.")


@pytest.mark.points(2)
def test_random_sorting(solution, rng):
    """Sorts 30 random lists"""
    for _ in range(30):
        items = drawn(rng, 12)
        ordered(solution, items, sorted(items, key=by_urgency), "all of the prompt; this is a random list.")


@pytest.mark.points(2)
@pytest.mark.hint("Both lists are sorted: the next ticket is one of only two.")
def test_merging_takes_few_comparisons(solution, rng):
    """Merging takes fewer comparisons than there are tickets"""
    rule = "merging takes fewer comparisons than there are tickets."
    left = sorted((f"{rng.randint(1, 90)} {name}1" for name in CUSTOMERS * 8), key=by_urgency)
    right = sorted((f"{rng.randint(1, 90)} {name}2" for name in CUSTOMERS * 8), key=by_urgency)
    merged(solution, left, right, sorted(left + right, key=by_urgency), rule, most=127)
    merged(solution, left, tickets("91 Ada"), [*left, "91 Ada"], rule, most=64)


@pytest.mark.points(2)
@pytest.mark.hint("Sort the halves, each by halves again, and merge them.")
def test_sorting_takes_few_comparisons(solution, rng):
    """Sorts 100 tickets with at most 600 comparisons"""
    rule = "100 tickets take at most 600 comparisons."
    items = [f"{rng.randint(1, 80)} {rng.choice(CUSTOMERS)}{number}" for number in range(100)]
    ordered(solution, items, sorted(items, key=by_urgency), rule, most=600)
    backwards = sorted(items, key=by_urgency, reverse=True)
    ordered(solution, backwards, sorted(backwards, key=by_urgency), rule, most=600)
