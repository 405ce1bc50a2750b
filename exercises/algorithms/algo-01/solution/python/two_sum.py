"""Find the two invoices that one transfer has paid."""


def two_sum(amounts, total):
    """Return the positions of the two amounts that add up to `total`, or None.

    One pass: each amount asks whether its partner has come by already.
    """
    positions = {}
    for position, amount in enumerate(amounts):
        partner = total - amount
        if partner in positions:
            return positions[partner], position
        positions.setdefault(amount, position)
    return None
