"""Prices of the bakery, in cents."""


def total(items):
    """What all items cost together: pairs of a number and a price."""
    return sum(number * cents for number, cents in items)


def shown(cents):
    """Cents as a customer reads them."""
    return f"{cents // 100}.{cents % 100:02d}"
