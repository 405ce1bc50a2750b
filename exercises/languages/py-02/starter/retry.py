"""A decorator that calls again what has failed."""


def retry(attempts, delay, clock, *, on=Exception, longest=60, deadline=None):
    """Return a decorator for functions that may fail for a moment."""
    raise NotImplementedError("retry is yours to write")
