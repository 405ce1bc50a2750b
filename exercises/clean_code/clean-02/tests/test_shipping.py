"""Hidden tests: the long function does what it did, and is no long function any more."""

import pytest

COUNTRIES = ("DE", "AT", "FR", "US", "JP", "XX", "", None)
MUG = {"name": "mug", "grams": 400, "cents": 1200, "quantity": 1, "fragile": True}
BOOK = {"name": "book", "grams": 700, "cents": 2500, "quantity": 1}


def order(*items, **more):
    """An order to Germany, unless it is said otherwise."""
    return {"country": "DE", "items": [dict(item) for item in items], **more}


def asks(solution, reference, asked, rule):
    """Quote one order and compare with what it cost before."""
    expected = reference.quote({**asked, "items": [dict(item) for item in asked.get("items") or []]})
    answer = solution.quote(asked)
    if not alike(answer, expected):
        pytest.fail(
            f"Rule: {rule}\nquote({asked})\n  gave      {answer!r}\n  expected  {expected!r}",
            pytrace=False,
        )


def alike(answer, expected):
    """Whether an answer is the very same, types too."""
    if type(answer) is not dict or answer != expected:
        return False
    values = [item for value in answer.values() for item in (value if type(value) is list else [value])]
    return all(type(item) in (int, str) for item in values)


def still_works(solution, reference, rng):
    """How it is written counts only while it does what it did."""
    for asked in [order(BOOK), order(), *(drawn(rng) for _ in range(10))]:
        asks(solution, reference, asked, "quotes stay what they were; how the code is written counts only then.")


def drawn(rng):
    """A random order, often with something wrong."""
    items = [
        {
            "name": f"article {number}",
            "grams": rng.choice([0, 50, 250, 251, 1000, 2000, 8000]),
            "cents": rng.choice([100, 1250, 2499, 2500, 5000, 5555]),
            "quantity": rng.choice([0, 1, 1, 1, 2, 3]),
            **({"fragile": rng.random() < 0.5} if rng.random() < 0.5 else {}),
        }
        for number in range(rng.randint(0, 3))
    ]
    asked = {"country": rng.choice(COUNTRIES), "items": items}
    if rng.random() < 0.5:
        asked["coupon"] = rng.choice(["TEN", "FIVE", "OLD", None])
    if rng.random() < 0.4:
        asked["express"] = rng.random() < 0.7
    return asked


@pytest.mark.example
def test_one_book(solution, reference):
    """A book costs what it did"""
    asks(solution, reference, order(BOOK), "quotes stay what they were.")
    asks(solution, reference, order(MUG, BOOK, country="US", express=True), "quotes stay what they were.")


def test_everything_that_is_wrong_is_told(solution, reference):
    """All that is wrong with an order is told at once"""
    rule = "everything that is wrong is told, in the same order and words."
    broken = [{**MUG, "quantity": 0}, {**BOOK, "grams": 0}, {**BOOK, "grams": 31000}]
    asks(solution, reference, order(*broken, country="XX"), rule)
    asks(solution, reference, {"items": []}, rule)
    asks(solution, reference, {"country": "AT"}, rule)


def test_a_heavy_order(solution, reference):
    """Weight is counted for each piece"""
    rule = "the weight is that of all pieces."
    for quantity in (1, 2, 3, 14, 15, 42, 43):
        asks(solution, reference, order({**BOOK, "quantity": quantity}, country="FR"), rule)


def test_the_coupon_comes_before_free_shipping(solution, reference):
    """The limit for free shipping is looked at when the coupon is taken off"""
    rule = "shipping is free from 50.00 on, with the coupon taken off."
    for coupon in ("TEN", "FIVE", None):
        asks(solution, reference, order({**BOOK, "quantity": 2}, coupon=coupon), rule)
        asks(solution, reference, order({**BOOK, "cents": 5600}, country="NL", coupon=coupon), rule)


@pytest.mark.points(2)
def test_random_orders(solution, reference, rng):
    """Quotes for random orders stay what they were"""
    for _ in range(150):
        asks(solution, reference, drawn(rng), "quotes stay what they were.")


@pytest.mark.points(3)
@pytest.mark.hint("What does each part of the old function find out? A part that has an answer can be a function.")
def test_complexity(solution, reference, quality, rng):
    """No function has a complexity above 5"""
    still_works(solution, reference, rng)
    quality.complexity(at_most=5)


@pytest.mark.points(2)
def test_length(solution, reference, quality, rng):
    """No function has more than 15 lines of code"""
    still_works(solution, reference, rng)
    quality.length(at_most=15)


@pytest.mark.hint("A condition that leaves early takes a level away from all that follows.")
def test_nesting(solution, reference, quality, rng):
    """No block stands inside another one, in a program whose functions are small"""
    still_works(solution, reference, rng)
    quality.length(at_most=30)
    quality.nesting(at_most=1)


def test_every_function_says_what_it_is_for(solution, reference, quality, rng):
    """Every function has a docstring, in a program of several functions"""
    still_works(solution, reference, rng)
    quality.length(at_most=30)
    quality.documented()
