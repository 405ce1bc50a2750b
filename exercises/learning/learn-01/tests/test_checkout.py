"""Hidden tests: the checkout says what it said, by version 2 of the library."""

import pytest


def asks(solution, call, expected, rule):
    """Make one call and compare."""
    name, *arguments = call
    answer = getattr(solution, name)(*arguments)
    if type(answer) is not str or answer != expected:
        shown = f"{name}({', '.join(map(repr, arguments))})"
        pytest.fail(f"Rule: {rule}\n{shown}\n  gave      {answer!r}\n  expected  {expected!r}", pytrace=False)


@pytest.mark.example
def test_a_quote(solution):
    """A parcel costs what it did, told in euros"""
    asks(solution, ("quote", "home", 1), "4.50", "a quote is text in euros.")
    asks(solution, ("quote", "far", 3), "49.90", "a quote is text in euros.")
    asks(solution, ("quote", "near", 2), "8.90", "a parcel of 2 kg is a light one.")


def test_express(solution):
    """Express costs more"""
    asks(solution, ("quote", "home", 1, True), "10.50", "express is a service now.")
    asks(solution, ("quote", "near", 3, False), "14.90", "without express it is the standard service.")


@pytest.mark.hint("What does int make of 2000.6, and what round?")
def test_weights_with_a_fraction(solution):
    """Weights with a fraction become whole grams"""
    for kilograms, price in ((0.5, "4.50"), (1.999, "4.50"), (2.001, "7.90"), (16.001, "7.90"), (1.1, "4.50")):
        asks(solution, ("quote", "home", kilograms), price, "the weight is a whole number of grams.")
    asks(solution, ("quote", "home", 2.0006), "7.90", "2.0006 kg are 2001 grams, the nearest whole number.")
    asks(solution, ("quote", "home", 2.0004), "4.50", "2.0004 kg are 2000 grams, the nearest whole number.")
    asks(solution, ("quote", "far", 2.001), "49.90", "2.001 kg are 2001 grams, not 2000.")


def test_a_zone_that_there_is_not(solution):
    """To a zone that there is not, nothing is delivered"""
    asks(solution, ("quote", "moon", 1), "we do not deliver there", "an unknown zone is told in words.")
    asks(solution, ("quote", "far", 1), "19.90", "a known zone has a price.")


def test_too_heavy(solution):
    """A parcel that is too heavy is still a ValueError"""
    asks(solution, ("quote", "home", 20), "7.90", "20 kg are not too heavy.")
    for weight in (20.001, 31):
        with pytest.raises(ValueError):
            solution.quote("home", weight)


def test_a_basket(solution):
    """All parcels together cost the sum"""
    asks(solution, ("basket", "home", [1, 3, 0.5]), "16.90", "a basket costs the sum of its parcels.")
    asks(solution, ("basket", "near", []), "0.00", "an empty basket costs nothing.")
    asks(solution, ("basket", "far", [1] * 30), "597.00", "a basket costs the sum of its parcels.")


def test_where_a_parcel_is(solution):
    """State and place of a parcel are told"""
    asks(solution, ("where_is", "D-Leeds"), "delivered, Leeds", "state and place are told.")
    asks(solution, ("where_is", "P-York"), "on its way, York", "state and place are told.")


def test_a_parcel_that_is_nowhere_yet(solution):
    """Of a parcel that nobody has seen, the state alone is told"""
    asks(solution, ("where_is", "N-"), "announced", "without a place, the state is told alone.")
    asks(solution, ("where_is", "N-Hull"), "announced, Hull", "with a place, both are told.")


@pytest.mark.points(2)
def test_random_parcels(solution, reference, rng):
    """Random parcels cost what they did"""
    for _ in range(60):
        zone = rng.choice(["home", "near", "far", "moon"])
        call = ("quote", zone, rng.randint(1, 20_000) / 1000, rng.random() < 0.5)
        asks(solution, call, reference.quote(*call[1:]), "quotes stay what they were.")
