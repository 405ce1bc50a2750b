"""The report of the month: who bought for how much, and which rank that is."""


def report(customers, orders):
    """Return a line for each customer who ordered, most money first, then by name.

    Customers are lists of number and name; where a number comes twice, the first name counts. Orders are lists of the
    number of a customer and an amount in cents; customers in no list are called "?".

    A line is a list: rank, name, sum in cents. Customers with the same sum share a rank, and the next rank is left out.
    """
    names = dict(reversed(customers))
    sums = {}
    for number, cents in orders:
        sums[number] = sums.get(number, 0) + cents
    ordered = sorted((-cents, names.get(number, "?")) for number, cents in sums.items() if number in names)
    return ranked(ordered)


def ranked(ordered):
    """Return the lines with their ranks; the best come first, each with its sum below zero."""
    lines = []
    for place, (below, name) in enumerate(ordered, start=1):
        shared = bool(lines) and lines[-1][2] == -below
        lines.append([lines[-1][0] if shared else place, name, -below])
    return lines
