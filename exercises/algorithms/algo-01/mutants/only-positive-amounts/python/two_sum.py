"""Find the two invoices that one transfer has paid."""


def two_sum(amounts, total):
    positions = {}
    for position, amount in enumerate(amounts):
        if amount > total:
            continue
        if total - amount in positions:
            return positions[total - amount], position
        positions.setdefault(amount, position)
    return None
