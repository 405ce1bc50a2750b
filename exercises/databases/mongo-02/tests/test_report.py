"""Hidden tests: the pipeline runs on a server, over orders that are written down here or made at random."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from pymongo import MongoClient
from pymongo.errors import PyMongoError

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
DISHES = ("dal", "mint tea", "plov", "rice pudding", "stuffed peppers")


@pytest.fixture
def orders(services):
    """The collection, empty, in the server beside the solution."""
    with MongoClient(*services["mongodb"].address, directConnection=True, serverMonitoringMode="poll") as client:
        yield client.canteen.orders


def order(*lines, placed=NOON, status="paid"):
    """An order; a line is a dish, how many portions, and what they cost in all."""
    named = [{"dish": dish, "portions": portions, "cents": cents} for dish, portions, cents in lines]
    return {"placed": placed, "status": status, "lines": named}


def told(refused):
    """What a driver or a server says against something, once."""
    return str(refused).partition(", full error:")[0]


def report(solution, orders, top=10, year=2025, month=3):
    """What comes out of the pipeline, as tuples."""
    stages = solution.pipeline(year, month, top)
    assert isinstance(stages, list), f"It returned {stages!r}, and no list of stages."
    try:
        made = list(orders.aggregate(stages))
    except (PyMongoError, ValueError, TypeError) as refused:
        pytest.fail(f"MongoDB's driver or the server refuses the pipeline: {told(refused)}\n{stages!r}", pytrace=False)
    for document in made:
        keys = sorted(document)
        assert keys == ["_id", "cents"], f"A document has the fields {keys}. Rule: `_id` and `cents`, no others."
    return [(document["_id"], document["cents"]) for document in made]


@pytest.mark.example
def test_one_order_with_several_dishes(solution, orders):
    """Each dish of an order has its own row"""
    orders.insert_one(order(("dal", 2, 1180), ("mint tea", 1, 240)))
    rule = "Rule: one document for each dish, with the sum over its lines."
    assert report(solution, orders) == [("dal", 1180), ("mint tea", 240)], rule


def test_lines_are_added_up(solution, orders):
    """The cents of a dish are added up over all orders"""
    orders.insert_many([order(("dal", 2, 1180)), order(("plov", 1, 700), ("dal", 3, 1770)), order(("dal", 1, 590))])
    rule = "Rule: `cents` is the sum over all lines with that dish."
    assert report(solution, orders) == [("dal", 3540), ("plov", 700)], rule


def test_cancelled_orders(solution, orders):
    """Orders that are not paid do not count"""
    orders.insert_many(
        [order(("dal", 1, 590)), order(("dal", 9, 5310), status="cancelled"), order(("plov", 1, 700), status="open")]
    )
    assert report(solution, orders) == [("dal", 590)], 'Rule: only orders count whose `status` is "paid".'


def test_other_months(solution, orders):
    """Orders of other months and years do not count"""
    orders.insert_many(
        [
            order(("dal", 1, 590)),
            order(("dal", 1, 590), placed=datetime(2025, 2, 28, 23, 59, 59, tzinfo=UTC)),
            order(("dal", 1, 590), placed=datetime(2025, 4, 14, tzinfo=UTC)),
            order(("dal", 1, 590), placed=datetime(2024, 3, 14, tzinfo=UTC)),
        ]
    )
    assert report(solution, orders) == [("dal", 590)], "Rule: only orders count that were placed in that month."


@pytest.mark.hint("Which moment is the first that no longer belongs to March?")
def test_the_month_ends_at_midnight(solution, orders):
    """The first and the last moment of a month belong to it, midnight after it does not"""
    rule = "Rule: from the first moment of the month to the last one before the next month begins."
    orders.insert_many(
        [
            order(("dal", 1, 590), placed=datetime(2025, 3, 1, tzinfo=UTC)),
            order(("plov", 1, 700), placed=datetime(2025, 3, 31, 23, 59, 59, 999000, tzinfo=UTC)),
            order(("mint tea", 1, 240), placed=datetime(2025, 4, 1, tzinfo=UTC)),
        ]
    )
    assert report(solution, orders) == [("plov", 700), ("dal", 590)], rule


@pytest.mark.hint("What comes after month 12?")
def test_december(solution, orders):
    """December has a report, too"""
    orders.insert_many(
        [
            order(("dal", 1, 590), placed=datetime(2024, 12, 31, 18, tzinfo=UTC)),
            order(("plov", 1, 700), placed=datetime(2025, 1, 1, tzinfo=UTC)),
            order(("plov", 1, 700), placed=datetime(2024, 11, 30, 12, tzinfo=UTC)),
        ]
    )
    rule = "Rule: only orders count that were placed in that month. This is December 2024."
    assert report(solution, orders, year=2024, month=12) == [("dal", 590)], rule


def test_order_of_the_report(solution, orders):
    """The dish that brought in most comes first"""
    orders.insert_one(order(("dal", 9, 500), ("mint tea", 1, 900), ("plov", 2, 700)))
    got = [dish for dish, _ in report(solution, orders)]
    assert got == ["mint tea", "plov", "dal"], "Rule: the dish with most cents comes first."


def test_ties_by_name(solution, orders):
    """Dishes that brought in the same come by name"""
    orders.insert_one(order(("plov", 1, 500), ("dal", 4, 500), ("mint tea", 2, 500), ("rice pudding", 1, 800)))
    got = [dish for dish, _ in report(solution, orders)]
    rule = "Rule: dishes with the same number of cents come by name."
    assert got == ["rice pudding", "dal", "mint tea", "plov"], rule


@pytest.mark.hint("Cut when everything is in order, not before.")
def test_the_top_only(solution, orders):
    """At most so many dishes come out, and the right ones"""
    rule = "Rule: at most `top` dishes come out, those that brought in most."
    orders.insert_many([order((dish, 1, 100 + number)) for number, dish in enumerate(DISHES)])
    assert report(solution, orders, top=2) == [("stuffed peppers", 104), ("rice pudding", 103)], rule


def test_a_month_without_orders(solution, orders):
    """A month without orders has an empty report"""
    orders.insert_one(order(("dal", 1, 590), placed=NOON - timedelta(days=60)))
    assert report(solution, orders) == [], "Rule: one document for each dish that was sold in the month, and no other."


@pytest.mark.points(2)
def test_random_months(solution, orders, rng):
    """Agrees with sums made by hand for random months"""
    made = []
    for _ in range(40):
        lines = [(rng.choice(DISHES), rng.randint(1, 4), rng.randint(1, 6) * 100) for _ in range(rng.randint(1, 3))]
        placed = NOON + timedelta(days=rng.randint(-30, 30))
        made.append(order(*lines, placed=placed, status=rng.choice(["paid", "paid", "cancelled"])))
    orders.insert_many(made)
    cents = Counter()
    for one in made:
        if one["status"] == "paid" and one["placed"].month == 3:
            for line in one["lines"]:
                cents[line["dish"]] += line["cents"]
    expected = sorted(cents.items(), key=lambda row: (-row[1], row[0]))
    assert report(solution, orders) == expected, "Rule: all of the prompt, over 40 orders of three months."
