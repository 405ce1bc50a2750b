"""Find the two invoices that one transfer has paid."""


def two_sum(amounts, total):
    positions = {amount: position for position, amount in enumerate(amounts)}
    for first, amount in enumerate(amounts):
        second = positions.get(total - amount)
        if second is not None and second != first:
            return first, second
    return None
