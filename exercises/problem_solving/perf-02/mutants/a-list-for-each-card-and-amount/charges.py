"""Payments that look as if a customer was charged twice."""

MINUTES = 10


def charged_twice(payments):
    """Return the numbers of the payments that repeat one of the ten minutes before.

    A payment is a list: its number, the card, the amount in cents and the minute. They are in the order of time.
    """
    found = []
    minutes_of = {}
    for number, card, cents, minute in payments:
        seen = minutes_of.setdefault((card, cents), [])
        if any(minute - before <= MINUTES for before in seen):
            found.append(number)
        seen.append(minute)
    return found
