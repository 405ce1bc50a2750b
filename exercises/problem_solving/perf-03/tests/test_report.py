"""Hidden tests: the same report, whose cost grows like that of a good one, from every side."""

import pytest

STAYS = "the report stays what it was."
COST = "twice as much data takes about twice as long"
NAMES = ("Ada", "Bo", "Cy", "Di", "Ed", "Flo")


def asks(solution, customers, orders, expected, rule=STAYS):
    """Make one report and compare."""
    answer = solution.report([list(one) for one in customers], [list(one) for one in orders])
    if type(answer) is not list or not all(plain(line) for line in answer) or answer != expected:
        shown = f"report({customers}, {orders})" if len(orders) < 9 else f"a report of {len(orders)} orders"
        pytest.fail(f"Rule: {rule}\n{shown}\n  gave      {answer!r}\n  expected  {expected!r}", pytrace=False)


def plain(line):
    """Whether a line is a list of a rank, a name and a sum."""
    return type(line) is list and [type(item) for item in line] == [int, str, int]


@pytest.mark.example
def test_a_small_shop(solution):
    """Sums are added up, the highest first"""
    customers = [[1, "Ada"], [2, "Bo"], [3, "Cy"]]
    asks(solution, customers, [[2, 500], [1, 300], [2, 100]], [[1, "Bo", 600], [2, "Ada", 300]])
    asks(solution, customers, [[3, 1], [1, 300], [2, 100]], [[1, "Ada", 300], [2, "Bo", 100], [3, "Cy", 1]])


def test_equal_sums_share_a_rank(solution):
    """Who spent the same has the same rank, by name, and the next rank is left out"""
    customers = [[1, "Di"], [2, "Bo"], [3, "Cy"], [4, "Ada"]]
    orders = [[1, 200], [2, 200], [3, 100], [4, 300]]
    expected = [[1, "Ada", 300], [2, "Bo", 200], [2, "Di", 200], [4, "Cy", 100]]
    asks(solution, customers, orders, expected, "the same sum has the same rank, and the next one is left out.")


def test_the_first_name_counts(solution):
    """Where a number comes twice, the first name counts"""
    asks(solution, [[1, "Ada"], [1, "Zoe"]], [[1, 5]], [[1, "Ada", 5]], "the first name of a number counts.")
    asks(solution, [[1, "Zoe"], [1, "Ada"]], [[1, 5]], [[1, "Zoe", 5]], "the first name of a number counts.")


def test_a_customer_in_no_list(solution):
    """A customer in no list has a line, too"""
    asks(solution, [[1, "Ada"]], [[1, 5], [7, 9]], [[1, "?", 9], [2, "Ada", 5]], "who is in no list is called ?.")
    asks(solution, [], [], [], "without orders there is no line.")
    asks(solution, [[1, "Ada"]], [[1, 0]], [[1, "Ada", 0]], "an order of nothing is an order.")


def test_random_shops(solution, reference, rng):
    """Random shops have the report that they had"""
    for _ in range(50):
        customers = [[rng.randint(1, 8), rng.choice(NAMES)] for _ in range(rng.randint(0, 8))]
        orders = [[rng.randint(1, 9), rng.choice([100, 200, 300])] for _ in range(rng.randint(0, 12))]
        expected = reference.report([list(one) for one in customers], [list(one) for one in orders])
        asks(solution, customers, orders, expected)


@pytest.mark.points(4)
@pytest.mark.hint("Don't guess: python3 -m cProfile -s cumtime says which function the time is spent in.")
def test_many_customers(growth):
    """With twice the customers, each with an order, it takes about twice as long"""

    def case(module, count, rng):
        customers = [[number, f"{rng.choice(NAMES)} {rng.randrange(count)}"] for number in range(count)]
        orders = [[number, rng.randrange(100_000)] for number in range(count)]
        rng.shuffle(orders)
        return lambda: module.report(customers, orders)

    growth.like_reference(case, rule=COST, unit="customers")


@pytest.mark.points(3)
def test_many_orders(growth):
    """With twice the orders of a few hundred customers, it takes about twice as long"""

    def case(module, count, rng):
        some = count // 4 + 1
        customers = [[number, f"{rng.choice(NAMES)} {number}"] for number in range(some)]
        orders = [[rng.randrange(some), rng.randrange(100_000)] for _ in range(count)]
        return lambda: module.report(customers, orders)

    growth.like_reference(case, rule=COST, unit="orders")
