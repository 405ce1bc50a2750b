"""Payments that look as if a customer was charged twice."""

MINUTES = 10


def charged_twice(payments):
    """Return the numbers of the payments that repeat one of the ten minutes before.

    A payment is a list: its number, the card, the amount in cents and the minute. They are in the order of time.
    """
    found = []
    last = {}
    for number, card, cents, minute in payments:
        before = last.get((card, cents))
        if before is not None and minute - before <= MINUTES:
            found.append(number)
        last.setdefault((card, cents), minute)
    return found
