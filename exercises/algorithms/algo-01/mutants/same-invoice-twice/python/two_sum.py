"""Find the two invoices that one transfer has paid."""


def two_sum(amounts, total):
    positions = {}
    for position, amount in enumerate(amounts):
        positions.setdefault(amount, position)
        if total - amount in positions:
            return positions[total - amount], position
    return None
