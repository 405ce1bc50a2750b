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
    ordered = sorted((-cents, names.get(number, "?")) for number, cents in sums.items())
    return [[1 + sum(other < below for other, _ in ordered), name, -below] for below, name in ordered]
