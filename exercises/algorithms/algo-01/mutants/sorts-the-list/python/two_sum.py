"""Find the two invoices that one transfer has paid."""


def two_sum(amounts, total):
    amounts.sort()
    low, high = 0, len(amounts) - 1
    while low < high:
        found = amounts[low] + amounts[high]
        if found == total:
            return low, high
        if found < total:
            low += 1
        else:
            high -= 1
    return None
