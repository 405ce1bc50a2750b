"""Find the two invoices that one transfer has paid."""


def two_sum(amounts, total):
    positions = {}
    for position, amount in enumerate(amounts):
        if positions.get(total - amount):
            return positions[total - amount], position
        positions.setdefault(amount, position)
    return None
