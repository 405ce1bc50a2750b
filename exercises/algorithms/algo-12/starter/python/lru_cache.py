"""A cache that forgets what has not been used for longest."""


class LruCache:
    """Holds at most `capacity` entries."""

    def __init__(self, capacity):
        raise NotImplementedError("LruCache is yours to write")
