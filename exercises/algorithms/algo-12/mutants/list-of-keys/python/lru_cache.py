"""A cache that forgets what has not been used for longest."""


class LruCache:
    """Holds at most `capacity` entries; the keys stand in a list, the one used last at its end."""

    def __init__(self, capacity):
        self._capacity = capacity
        self._values = {}
        self._keys = []

    def get(self, key):
        if key not in self._values:
            return None
        self._keys.remove(key)
        self._keys.append(key)
        return self._values[key]

    def put(self, key, value):
        if key in self._values:
            self._keys.remove(key)
        elif len(self._keys) == self._capacity:
            del self._values[self._keys.pop(0)]
        self._keys.append(key)
        self._values[key] = value

    def size(self):
        return len(self._keys)

    def get_all(self, keys):
        return [self.get(key) for key in keys]

    def put_all(self, entries):
        for key, value in entries.items():
            self.put(key, value)
