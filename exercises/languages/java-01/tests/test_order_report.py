"""Who spent how much: records and streams."""

import pytest

TEA, CUP = ("Ida", "tea", 2, 450), ("Bo", "cup", 1, 1200)
IDAS_CUP = ("Ida", "cup", 1, 1200)
NAMES = ["Ida", "Bo", "Åsa", "Zoe", "Ann", "ann", "Bo Li"]
PRODUCTS = ["tea", "cup", "pot"]


def shown(orders):
    """Orders as a learner writes them, shortened where there are many."""
    told = [f'new Order("{name}", "{product}", {quantity}, {cents})' for name, product, quantity, cents in orders[:8]]
    return f"List.of({', '.join(told)}{f', ... {len(orders)} in all' if len(orders) > 8 else ''})"


def compare(rule, call, answer, expected):
    """Equal and of the same types: an object that agrees with everything stands for no number and no text."""
    if not same(answer, expected):
        lines = [f"Rule: {rule}", call, f"  gave      {short(answer)}", f"  expected  {short(expected)}"]
        pytest.fail("\n".join(lines), pytrace=False)


def same(answer, expected):
    if type(expected) in (list, tuple):
        return type(answer) is type(expected) and len(answer) == len(expected) and all(map(same, answer, expected))
    return type(answer) is type(expected) and answer == expected


def short(value):
    text = repr(value)
    return text if len(text) <= 400 else f"{text[:400]} ..."


def fields(order):
    """The components of an order that came back; None for none."""
    return None if order is None else (order.customer(), order.product(), order.quantity(), order.cents())


def totals_of(solution, orders):
    """What `totals` gives, each as a tuple of its components."""
    answer = solution.totals(orders)
    return [(one.customer(), one.orders(), one.cents()) for one in answer] if type(answer) is list else answer


def expect_totals(solution, orders, rule):
    compare(rule, f"totals({shown(orders)})", totals_of(solution, orders), right_totals(orders))


def right_totals(orders):
    found = {}
    for name, _, quantity, cents in orders:
        count, total = found.get(name, (0, 0))
        found[name] = (count + 1, total + quantity * cents)
    totals = [(name, count, total) for name, (count, total) in found.items()]
    return sorted(totals, key=lambda one: (-one[2], one[0]))


def random_orders(rng, count, *, names, prices):
    """Orders with few different totals, so that equal ones are frequent."""
    return [(rng.choice(names), rng.choice(PRODUCTS), rng.randint(1, 3), rng.choice(prices)) for _ in range(count)]


@pytest.mark.hint("`cents` is the price of one piece; an order has `quantity` of them.")
def test_the_total_of_an_order(solution):
    """The total of an order is what all its pieces cost"""
    rule = "`total()` of an order is what all its pieces cost."
    for order, expected in ((TEA, 900), (CUP, 1200), (("Zoe", "pot", 7, 0), 0)):
        made = solution.Order(*order)
        compare(rule, f"{shown([order])[8:-1]}.total()", made.total(), expected)
        compare("an order keeps what it was made of.", f"{shown([order])[8:-1]}", fields(made), order)


@pytest.mark.example
def test_one_line_for_each_customer(solution):
    """Each customer has one line with the number of orders and their total"""
    rule = "`totals` has the number of orders of each customer, and what all of them cost together."
    expect_totals(solution, [TEA, CUP, IDAS_CUP], rule)
    expect_totals(solution, [("Bo", "tea", 5, 100), ("Bo", "tea", 5, 100)], rule)


def test_the_highest_total_comes_first(solution):
    """The highest total comes first"""
    rule = "the highest total comes first."
    orders = [("Ann", "tea", 1, 100), ("Bo", "tea", 1, 900), ("Cid", "tea", 1, 500), ("Dan", "tea", 2, 400)]
    expect_totals(solution, orders, rule)
    expect_totals(solution, orders[::-1], rule)


@pytest.mark.hint("`reversed()` turns round the whole comparator that stands before it.")
def test_equal_totals_come_by_name(solution):
    """Equal totals come by name"""
    rule = "equal totals come by name."
    expect_totals(solution, [("Zoe", "cup", 1, 500), ("Ann", "cup", 5, 100), ("Bo", "tea", 1, 500)], rule)
    expect_totals(solution, [("Bo", "a", 1, 5), ("Zoe", "a", 1, 9), ("Ann", "a", 1, 5), ("Mia", "a", 1, 9)], rule)


def test_names_are_taken_as_they_are(solution):
    """Ida and ida are two customers"""
    rule = "names are taken as they are."
    expect_totals(solution, [("Ida", "tea", 1, 300), ("ida", "tea", 1, 200), ("Ida ", "tea", 1, 100)], rule)


def test_large_amounts(solution):
    """Totals are exact beyond what an int holds"""
    rule = "totals are exact up to 9,000,000,000,000,000 cents."
    large = ("Ida", "ship", 2, 4_000_000_000_000_000)
    compare(rule, f"{shown([large])[8:-1]}.total()", solution.Order(*large).total(), 8_000_000_000_000_000)
    factory = ("Bo", "bolt", 2_000_000_000, 3)
    compare(rule, f"{shown([factory])[8:-1]}.total()", solution.Order(*factory).total(), 6_000_000_000)
    expect_totals(solution, [factory, large, ("Bo", "nut", 2_000_000_000, 2)], rule)


def test_the_largest_order(solution):
    """The largest order is the one with the highest total"""
    rule = "`largestOrder` is the order with the highest total."
    for orders, expected in (([TEA, CUP], CUP), ([("Ann", "tea", 9, 200), CUP, TEA], ("Ann", "tea", 9, 200))):
        answer = solution.largest_order(orders)
        compare(rule, f"largestOrder({shown(orders)})", fields(answer), expected)


def test_the_first_of_equally_large_orders(solution):
    """Of equally large orders, the first in the list is the largest"""
    rule = "of equally large orders, `largestOrder` is the first in the list."
    orders = [TEA, ("Cid", "cup", 2, 600), CUP, IDAS_CUP]
    compare(rule, f"largestOrder({shown(orders)})", fields(solution.largest_order(orders)), orders[1])
    orders = [IDAS_CUP, CUP, ("Cid", "cup", 2, 600)]
    compare(rule, f"largestOrder({shown(orders)})", fields(solution.largest_order(orders)), IDAS_CUP)


def test_customers_of_a_product(solution):
    """Everybody who ordered a product is listed once, by name"""
    rule = "`customersOf` has everybody who ordered the product, each once, sorted."
    orders = [TEA, CUP, IDAS_CUP, ("Åsa", "cup", 1, 5), ("Bo", "cup", 3, 5), ("ann", "cup", 1, 5)]
    for product, expected in (("cup", ["Bo", "Ida", "ann", "Åsa"]), ("tea", ["Ida"]), ("Cup", []), ("pot", [])):
        answer = solution.customers_of(orders, product)
        compare(rule, f'customersOf({shown(orders)}, "{product}")', answer, expected)


def test_no_orders(solution):
    """Without orders there is nothing, and no error"""
    compare("without orders there are no totals.", "totals(List.of())", totals_of(solution, []), [])
    rule = "`largestOrder` is empty when there are no orders."
    compare(rule, "largestOrder(List.of())", fields(solution.largest_order([])), None)
    compare("without orders there are no customers.", 'customersOf(List.of(), "x")', solution.customers_of([], "x"), [])
    expect_totals(solution, [TEA], "`totals` has one line for each customer.")


@pytest.mark.hint("The short constructor of a record, `Order { ... }`, is where its components are checked.")
def test_impossible_orders_are_refused(solution):
    """Orders that cannot be are refused with an IllegalArgumentException"""
    rule = "such an order is refused with an IllegalArgumentException."
    impossible = [
        ("Ida", "tea", 0, 5),
        ("Ida", "tea", -1, 5),
        ("Ida", "tea", 1, -1),
        ("", "tea", 1, 5),
        (" ", "t", 1, 5),
    ]
    for order in impossible:
        call = shown([order])[8:-1]
        try:
            answer = solution.Order(*order)
        except ValueError as error:
            compare(rule, call, type(error).__name__, "IllegalArgumentException")
        else:
            compare(rule, call, short(answer), "IllegalArgumentException, raised")
    free = solution.Order("Ida", "tea", 1, 0)
    compare("an order of one piece that costs nothing is fine.", "total()", free.total(), 0)


def test_the_given_list_is_left_as_it_was(solution):
    """The list that a method is given is left as it was"""
    rule = "the list that a method is given is left as it was."
    orders = [("Zoe", "tea", 1, 5), ("Ann", "cup", 1, 9), ("Ann", "tea", 1, 1), ("Bo", "tea", 4, 5)]
    given = list(orders)
    for call in ("totals", "largest_order", "customers_of"):
        getattr(solution, call)(given, *(["tea"] if call == "customers_of" else []))
        after = [fields(one) if type(one) is not tuple else one for one in given]
        compare(f"{rule} This is the list after {call}.", f"orders = {shown(orders)}", after, orders)
    expect_totals(solution, given, "`totals` has one line for each customer.")


@pytest.mark.points(2)
def test_random_orders(solution, rng):
    """Thirty random lists of orders"""
    for _ in range(30):
        orders = random_orders(rng, rng.randint(0, 12), names=NAMES, prices=[0, 100, 200, 300])
        expect_totals(solution, orders, "one line for each customer, the highest total first, equal ones by name.")
        best = max(orders, key=lambda order: order[2] * order[3], default=None)
        rule = "`largestOrder` is the first of the orders with the highest total."
        compare(rule, f"largestOrder({shown(orders)})", fields(solution.largest_order(orders)), best)
        names = sorted({name for name, product, _, _ in orders if product == "cup"})
        rule = "`customersOf` has everybody who ordered the product, each once, sorted."
        compare(rule, f'customersOf({shown(orders)}, "cup")', solution.customers_of(orders, "cup"), names)


@pytest.mark.points(2)
@pytest.mark.limit(seconds=8)
@pytest.mark.hint("Going through all orders once for each customer is 30,000 times 60,000 steps.")
def test_many_orders_in_time(solution, rng):
    """60,000 orders of 30,000 customers in less than eight seconds"""
    rule = "60,000 orders of 30,000 customers take less than eight seconds."
    names = [f"customer {number}" for number in range(30_000)]
    rng.shuffle(names)
    orders = [(name, "tea", 1, number) for number, name in enumerate([*names, *names])]
    answer = solution.totals(orders)
    compare(rule, f"totals({shown(orders)}).size()", len(answer) if type(answer) is list else None, 30_000)
    first = (names[-1], 2, 29_999 + 59_999)
    found = (answer[0].customer(), answer[0].orders(), answer[0].cents())
    compare(rule, f"totals({shown(orders)}).get(0)", found, first)
