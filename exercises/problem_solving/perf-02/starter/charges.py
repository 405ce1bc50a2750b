"""Payments that look as if a customer was charged twice."""

MINUTES = 10


def charged_twice(payments):
    """Return the numbers of the payments that repeat one of the ten minutes before.

    A payment is a list: its number, the card, the amount in cents and the minute. They are in the order of time.
    """
    found = []
    for index, (number, card, cents, minute) in enumerate(payments):
        for _, other_card, other_cents, other_minute in payments[:index]:
            if other_card == card and other_cents == cents and minute - other_minute <= MINUTES:
                found.append(number)
                break
    return found
