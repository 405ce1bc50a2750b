"""What the repair café's program asks of MongoDB: filters and updates, as documents."""


def running_low(limit):
    """Return a filter for parts that run low and are still made."""
    raise NotImplementedError


def take(part, count):
    """Return the filter and the update that take pieces of a part out of stock."""
    raise NotImplementedError


def move(part, row):
    """Return the filter and the update that put a part into another row of its shelf."""
    raise NotImplementedError


def note(part, text):
    """Return the filter and the update that add a note to a part."""
    raise NotImplementedError


def wait_for(part, who):
    """Return the filter and the update that add somebody who waits for a part."""
    raise NotImplementedError
