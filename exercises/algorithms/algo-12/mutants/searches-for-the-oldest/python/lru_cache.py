"""A cache that forgets what has not been used for longest."""


class LruCache:
    """Holds at most `capacity` entries, each with the time of its last use."""

    def __init__(self, capacity):
        self._capacity = capacity
        self._values = {}
        self._used = {}
        self._now = 0

    def get(self, key):
        if key not in self._values:
            return None
        self._touch(key)
        return self._values[key]

    def put(self, key, value):
        if key not in self._values and len(self._values) == self._capacity:
            oldest = min(self._used, key=self._used.get)
            del self._values[oldest], self._used[oldest]
        self._touch(key)
        self._values[key] = value

    def size(self):
        return len(self._values)

    def get_all(self, keys):
        return [self.get(key) for key in keys]

    def put_all(self, entries):
        for key, value in entries.items():
            self.put(key, value)

    def _touch(self, key):
        self._now += 1
        self._used[key] = self._now
