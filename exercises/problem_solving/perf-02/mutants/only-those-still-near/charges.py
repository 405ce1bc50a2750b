"""Payments that look as if a customer was charged twice."""

MINUTES = 10


def charged_twice(payments):
    """Return the numbers of the payments that repeat one of the ten minutes before.

    A payment is a list: its number, the card, the amount in cents and the minute. They are in the order of time.
    """
    found = []
    for index, (number, card, cents, minute) in enumerate(payments):
        before = index - 1
        while before >= 0 and minute - payments[before][3] <= MINUTES:
            if payments[before][1] == card and payments[before][2] == cents:
                found.append(number)
                break
            before -= 1
    return found
