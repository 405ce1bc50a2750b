"""A cache that forgets what has not been used for longest."""

from collections import OrderedDict


class LruCache:
    """Holds at most `capacity` entries.

    An OrderedDict is a hash table whose entries are also a doubly linked list, kept here in the order of their
    last use. Finding an entry, moving it to the end and taking the first one out cost the same in a large
    cache as in a small one.
    """

    def __init__(self, capacity):
        self._capacity = capacity
        self._entries = OrderedDict()

    def get(self, key):
        """Return the value of a key, which counts as a use, or None where the key is not there."""
        if key not in self._entries:
            return None
        self._entries.move_to_end(key)
        return self._entries[key]

    def put(self, key, value):
        """Set the value of a key, which counts as a use."""
        self._entries[key] = value
        if len(self._entries) > self._capacity:
            self._entries.popitem(last=False)

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
