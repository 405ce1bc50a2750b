"""A solution that cannot be loaded."""


def limit():
    raise ValueError("no limit is set")


LIMIT = limit()
