"""Find the two invoices that one transfer has paid."""


def two_sum(amounts, total):
    """Return the positions of the two amounts that add up to `total`, or None."""
    raise NotImplementedError("two_sum is yours to write")
