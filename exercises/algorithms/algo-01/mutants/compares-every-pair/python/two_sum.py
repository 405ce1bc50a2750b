"""Find the two invoices that one transfer has paid."""


def two_sum(amounts, total):
    for second in range(len(amounts)):
        for first in range(second):
            if amounts[first] + amounts[second] == total:
                return first, second
    return None
