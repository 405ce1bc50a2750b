"""A cache that forgets what has not been used for longest."""


class LruCache:
    """Holds at most `capacity` entries.

    A dict remembers the order in which its keys came in.
    """

    def __init__(self, capacity):
        self._capacity = capacity
        self._entries = {}

    def get(self, key):
        """Return the value of a key, which counts as a use, or None where the key is not there."""
        if key not in self._entries:
            return None
        self._entries[key] = self._entries.pop(key)
        return self._entries[key]

    def put(self, key, value):
        """Set the value of a key, which counts as a use."""
        self._entries.pop(key, None)
        self._entries[key] = value
        if len(self._entries) > self._capacity:
            del self._entries[next(iter(self._entries))]

    def size(self):
        """Return how many entries there are."""
        return len(self._entries)

    def get_all(self, keys):
        """Do `get` for each of the keys in turn and return the values as a list."""
        return [self.get(key) for key in keys]

    def put_all(self, entries):
        """Do `put` for each key and value of a dictionary in turn."""
        for key, value in entries.items():
            self.put(key, value)
