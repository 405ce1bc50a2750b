"""Hidden tests: the same payments are found, and twice as many of them take about twice the time."""

import pytest

RULE = "the report stays what it was: a payment is told that repeats card and amount within ten minutes."
COST = "twice as many payments take about twice as long"


def asks(solution, payments, expected, rule=RULE):
    """Ask once and compare."""
    shown = payments if len(payments) <= 8 else f"{len(payments)} payments"
    answer = solution.charged_twice([list(payment) for payment in payments])
    if type(answer) is not list or any(type(number) is not int for number in answer) or answer != expected:
        pytest.fail(
            f"Rule: {rule}\ncharged_twice({shown})\n  gave      {answer!r}\n  expected  {expected!r}", pytrace=False
        )


def drawn(rng, count, *, cards, amounts, apart):
    """Random payments in the order of time, so many minutes apart at most."""
    minute, payments = 0, []
    for number in range(count):
        minute += rng.randint(0, apart)
        payments.append([number + 1, f"card {rng.randrange(cards)}", rng.randint(1, amounts), minute])
    return payments


@pytest.mark.example
def test_charged_twice(solution):
    """Finds a payment that was made twice, a minute apart"""
    payments = [[1, "ada", 1200, 0], [2, "bo", 1200, 1], [3, "ada", 1200, 1], [4, "ada", 800, 2]]
    asks(solution, payments, [3])
    asks(solution, [*payments, [5, "ada", 800, 3], [6, "bo", 1200, 30]], [3, 5])


def test_ten_minutes_sharp(solution):
    """Ten minutes are near enough, eleven are not"""
    asks(solution, [[1, "ada", 500, 0], [2, "ada", 500, 10]], [2], "ten minutes between two payments are near enough.")
    asks(solution, [[1, "ada", 500, 0], [2, "ada", 500, 11]], [], "eleven minutes between two payments are too many.")
    asks(solution, [[1, "ada", 500, 7], [2, "ada", 500, 7]], [2], "two payments may be in the same minute.")


def test_other_amounts_are_other_purchases(solution):
    """Another amount in between changes nothing"""
    payments = [[1, "ada", 500, 0], [2, "ada", 700, 1], [3, "ada", 500, 2], [4, "ada", 900, 3], [5, "ada", 700, 4]]
    asks(solution, payments, [3, 5], "only a payment of the same amount is a repetition.")


@pytest.mark.hint("Three payments, eight minutes apart each: what does the third one repeat?")
def test_the_payment_before_counts_not_the_first(solution):
    """A third payment repeats the second one, however long ago the first was"""
    payments = [[1, "ada", 500, 0], [2, "ada", 500, 8], [3, "ada", 500, 16], [4, "ada", 500, 40], [5, "ada", 500, 41]]
    asks(solution, payments, [2, 3, 5], "a repetition may be of a repetition.")


@pytest.mark.points(2)
def test_random_payments(solution, reference, rng):
    """Random payments give the same report as before"""
    for _ in range(60):
        payments = drawn(rng, rng.randint(0, 40), cards=4, amounts=3, apart=6)
        asks(solution, payments, reference.charged_twice([list(payment) for payment in payments]))


@pytest.mark.points(3)
@pytest.mark.hint("Which question does the inner loop answer? What would have to be kept to answer it at once?")
def test_many_cards(growth):
    """Twice as many payments of many cards take about twice as long"""

    def case(module, count, rng):
        payments = drawn(rng, count, cards=count, amounts=3, apart=2)
        return lambda: module.charged_twice(payments)

    growth.like_reference(case, rule=COST, unit="payments")


@pytest.mark.points(2)
def test_one_card_pays_for_everything(growth):
    """Twice as many payments of a single card take about twice as long"""

    def case(module, count, rng):
        payments = drawn(rng, count, cards=1, amounts=count * 2, apart=1)
        doubled = [[2 * number, card, cents, minute] for number, card, cents, minute in payments]
        again = [[number + 1, card, cents, minute] for number, card, cents, minute in doubled]
        both = [payment for pair in zip(doubled, again, strict=True) for payment in pair]
        return lambda: module.charged_twice(both)

    growth.like_reference(case, rule=f"{COST}, whoever pays", unit="payments")


@pytest.mark.points(2)
@pytest.mark.hint("Of all earlier payments of the same card and amount, which one alone has to be looked at?")
def test_one_card_pays_the_same_again_and_again(growth):
    """Twice as many payments of one card and one amount take about twice as long"""

    def case(module, count, rng):
        payments = drawn(rng, count, cards=1, amounts=1, apart=20)
        return lambda: module.charged_twice(payments)

    growth.like_reference(case, rule=f"{COST}, also where card and amount are always the same", unit="payments")


@pytest.mark.points(2)
@pytest.mark.hint("Going back only ten minutes helps while few payments are that near. What if all of them are?")
def test_a_busy_ten_minutes(growth):
    """Twice as many payments within the same ten minutes take about twice as long"""

    def case(module, count, rng):
        payments = drawn(rng, count, cards=count * 20, amounts=1000, apart=0)
        return lambda: module.charged_twice(payments)

    growth.like_reference(case, rule=f"{COST}, however busy it is", unit="payments")
