"""When was the service down? Several monitors have each seen a part of it."""


def merge(outages):
    """Return the outages as few intervals that do not touch, the earliest first."""
    raise NotImplementedError("merge is yours to write")
