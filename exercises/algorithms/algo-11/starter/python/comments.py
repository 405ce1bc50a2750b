"""The comments below an article, and the orders in which they are needed."""


def reading_order(parents):
    """Return the numbers of the comments in the order in which they are read."""
    raise NotImplementedError("reading_order is yours to write")


def deletion_order(parents):
    """Return the numbers of the comments, each after all replies to it."""
    raise NotImplementedError("deletion_order is yours to write")


def levels(parents):
    """Return the numbers of the comments level by level, a list for each."""
    raise NotImplementedError("levels is yours to write")
