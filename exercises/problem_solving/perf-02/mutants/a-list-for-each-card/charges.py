"""Payments that look as if a customer was charged twice."""

MINUTES = 10


def charged_twice(payments):
    """Return the numbers of the payments that repeat one of the ten minutes before.

    A payment is a list: its number, the card, the amount in cents and the minute. They are in the order of time.
    """
    found = []
    of_card = {}
    for number, card, cents, minute in payments:
        seen = of_card.setdefault(card, [])
        if any(amount == cents and minute - before <= MINUTES for amount, before in seen):
            found.append(number)
        seen.append((cents, minute))
    return found
