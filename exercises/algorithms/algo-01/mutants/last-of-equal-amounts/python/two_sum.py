"""Find the two invoices that one transfer has paid."""


def two_sum(amounts, total):
    positions = {}
    for position, amount in enumerate(amounts):
        if total - amount in positions:
            return positions[total - amount], position
        positions[amount] = position
    return None
