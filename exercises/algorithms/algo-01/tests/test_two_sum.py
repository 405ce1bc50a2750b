"""Two invoices, one transfer: which two amounts add up to the sum that came in."""

import pytest

MANY = 500_000
PRIME = 1_000_003


def expect(solution, amounts, total, expected, rule):
    """Ask once and compare; the message names the question, the answer and the rule."""
    asked = f"amounts {shown(amounts)}, total {total}"
    answer = solution.two_sum(amounts, total)
    if answer is not None:
        if type(answer) not in (list, tuple) or [type(item) for item in answer] != [int, int]:
            fail("return a pair of two positions (whole numbers), or nothing.", asked, repr(answer), expected)
        answer = list(answer)
    if answer != expected:
        fail(rule, asked, in_words(answer), expected)


def fail(rule, asked, gave, expected):
    text = f"Rule: {rule}\n{asked}\n  gave      {gave}\n  expected  {in_words(expected)}"
    pytest.fail(text, pytrace=False)


def in_words(pair):
    return "no pair" if pair is None else f"positions {pair[0]} and {pair[1]}"


def shown(amounts):
    """The amounts as a learner can read them, shortened where there are many."""
    if len(amounts) <= 20:
        return repr(amounts)
    return f"[{', '.join(map(str, amounts[:5]))}, ... {len(amounts)} in all]"


@pytest.mark.example
def test_two_amounts_next_to_each_other(solution):
    """Finds two amounts that stand next to each other"""
    rule = "return the positions of the two amounts that add up to the total, the smaller one first."
    expect(solution, [2, 7, 11], 9, [0, 1], rule)
    expect(solution, [40, 25, 90, 15], 115, [1, 2], rule)


def test_two_amounts_far_apart(solution):
    """Finds two amounts with others between them"""
    rule = "the two amounts can stand anywhere in the list."
    expect(solution, [100, 330, 205, 70, 480], 550, [3, 4], rule)
    expect(solution, [100, 330, 205, 70, 480], 810, [1, 4], rule)


@pytest.mark.hint("Position 0 is a position. How do you tell it from a partner that is not there?")
def test_the_first_invoice_can_be_part_of_the_pair(solution):
    """The very first invoice can be part of the pair"""
    rule = "positions are counted from 0, and position 0 is as good as any other."
    expect(solution, [60, 10, 25, 40], 100, [0, 3], rule)
    expect(solution, [8, 3], 11, [0, 1], rule)


def test_no_two_amounts_fit(solution):
    """Finds nothing where no two amounts fit"""
    rule = "there is no pair where no two amounts add up to the total."
    expect(solution, [40, 25, 90], 100, None, rule)
    expect(solution, [40, 25, 90, 10], 100, [2, 3], "with one more invoice there is a pair: 90 and 10.")


@pytest.mark.hint("What is in your map at the moment you look for the partner?")
def test_one_invoice_is_not_counted_twice(solution):
    """One invoice is not counted twice"""
    rule = "the two positions are different: one invoice is not counted twice."
    expect(solution, [40, 25], 80, None, rule)
    expect(solution, [5, 1, 4, 6], 10, [2, 3], rule)


def test_two_invoices_with_the_same_amount(solution):
    """Two invoices with the same amount can be the pair"""
    rule = "two invoices with the same amount are two invoices."
    expect(solution, [40, 40], 80, [0, 1], rule)
    expect(solution, [7, 40, 13, 40], 80, [1, 3], rule)


def test_credit_notes_and_zero_amounts(solution):
    """Credit notes and zero amounts count like any other"""
    rule = "amounts can be zero or negative."
    expect(solution, [500, 120, -70], 50, [1, 2], rule)
    expect(solution, [0, 33, -10], 33, [0, 1], rule)
    expect(solution, [-5, 12, -15], -20, [0, 2], rule)


def test_short_lists(solution):
    """An empty list and a single invoice have no pair"""
    rule = "it takes two invoices to make a pair."
    expect(solution, [], 0, None, rule)
    expect(solution, [90], 90, None, rule)
    expect(solution, [90, 0], 90, [0, 1], "two invoices are enough to make a pair.")


@pytest.mark.hint("Read the list once, and answer at the first amount whose partner has come by.")
def test_of_several_pairs_the_one_complete_first_counts(solution):
    """Where several pairs fit, takes the one that is complete first"""
    rule = "where several pairs fit, take the one with the smallest second position."
    expect(solution, [10, 30, 70, 90], 100, [1, 2], rule)
    expect(solution, [1, 2, 3, 4, 5, 6], 7, [2, 3], rule)


@pytest.mark.hint("What happens to the first position when the same amount comes by again?")
def test_of_equal_amounts_the_earlier_one_counts(solution):
    """Of partners with equal amounts, takes the earliest"""
    rule = "where the second amount has several partners of equal amount, take the earliest of them."
    expect(solution, [3, 3, 4], 7, [0, 2], rule)
    expect(solution, [8, 20, 20, 20, 5], 25, [1, 4], rule)


def test_the_list_is_left_as_it_was(solution):
    """The caller's list is left as it was"""
    amounts = [90, 15, 40, 25]
    solution.two_sum(amounts, 65)
    if amounts != [90, 15, 40, 25]:
        pytest.fail(
            "Rule: the list of amounts is left as it was; the caller goes on working with it.\n"
            "amounts [90, 15, 40, 25], total 65\n"
            f"  gave      {amounts!r} as the list afterwards\n"
            "  expected  [90, 15, 40, 25] as before",
            pytrace=False,
        )
    expect(solution, amounts, 65, [2, 3], "return the positions of the two amounts in the list.")


@pytest.mark.points(2)
def test_random_lists(solution, reference, rng):
    """Agrees with the reference on 60 random lists"""
    for _ in range(60):
        amounts = [rng.randint(-20, 40) for _ in range(rng.randint(0, 12))]
        total = rng.randint(-20, 60)
        if len(amounts) > 1 and rng.random() < 0.6:
            total = sum(rng.sample(amounts, 2))
        pair = reference.two_sum(list(amounts), total)
        expect(solution, amounts, total, pair and list(pair), "all of the prompt; this is a random list.")


@pytest.mark.points(2)
@pytest.mark.limit(seconds=5)
@pytest.mark.hint("A loop in a loop looks at a hundred billion pairs here, and searching a list is a loop too.")
def test_half_a_million_invoices_in_time(solution, rng):
    """500,000 invoices take less than five seconds"""
    # All amounts differ, and only the last is odd, so for an odd total it has to be half of the pair.
    start, step = rng.randrange(PRIME), rng.randrange(1_000, PRIME)
    amounts = [2 * ((start + step * position) % PRIME) for position in range(MANY)]
    amounts[-1] += 1
    partner = rng.randrange(MANY // 2, MANY - 1)
    total = amounts[partner] + amounts[-1]
    expect(solution, amounts, total, [partner, MANY - 1], "500,000 amounts take less than five seconds.")
