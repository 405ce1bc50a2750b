"""The report of the month: who bought for how much, and which rank that is."""


def report(customers, orders):
    """Return a line for each customer who ordered, most money first, then by name.

    Customers are lists of number and name; where a number comes twice, the first name counts. Orders are lists of the
    number of a customer and an amount in cents; customers in no list are called "?".

    A line is a list: rank, name, sum in cents. Customers with the same sum share a rank, and the next rank is left out.
    """
    numbers = list(dict.fromkeys(number for number, _ in orders))
    lines = [[0, name_of(number, customers), sum_of(number, orders)] for number in numbers]
    for line in lines:
        line[0] = 1 + sum(other[2] > line[2] for other in lines)
    lines.sort(key=lambda line: (line[0], line[1]))
    return lines


def name_of(number, customers):
    """Return the name of a customer."""
    names = [name for known, name in customers if known == number]
    return names[0] if names else "?"


def sum_of(number, orders):
    """Return what a customer spent."""
    return sum(cents for customer, cents in orders if customer == number)
