"""A hash table, made from a list of buckets."""

FIRST_CAPACITY = 8


class HashTable:
    """Values by key, found by way of `hash_of(key)`.

    The remainder of a key's hash says in which bucket it lies. A bucket is a short list of entries, each with its
    hash, so that a larger table can take them over without asking for it again.
    """

    def __init__(self, hash_of):
        self._hash_of = hash_of
        self._buckets = [[] for _ in range(FIRST_CAPACITY)]
        self._size = 0

    def put(self, key, value):
        """Set the value of a key."""
        hash_, bucket, place = self._find(key)
        if place is not None:
            bucket[place] = (hash_, key, value)
            return
        bucket.append((hash_, key, value))
        self._size += 1
        if 4 * self._size > 3 * len(self._buckets):
            self._grow()

    def get(self, key):
        """Return the value of a key, or None where the key is not there."""
        _, bucket, place = self._find(key)
        return None if place is None else bucket[place][2]

    def remove(self, key):
        """Take a key out with its value and return whether it was there."""
        _, bucket, place = self._find(key)
        if place is None:
            return False
        bucket.clear()
        self._size -= 1
        return True

    def size(self):
        """Return how many keys there are."""
        return self._size

    def capacity(self):
        """Return how many buckets there are."""
        return len(self._buckets)

    def bucket(self, index):
        """Return the keys in one bucket."""
        return [key for _, key, _ in self._buckets[index]]

    def _find(self, key):
        """Return a key's hash, its bucket, and its place in there or None."""
        hash_ = self._hash_of(key)
        bucket = self._buckets[hash_ % len(self._buckets)]
        for place, (other_hash, other, _) in enumerate(bucket):
            if other_hash == hash_ and other == key:
                return hash_, bucket, place
        return hash_, bucket, None

    def _grow(self):
        """Make twice as many buckets and move every entry to where it now belongs."""
        entries = [entry for bucket in self._buckets for entry in bucket]
        self._buckets = [[] for _ in range(2 * len(self._buckets))]
        for entry in entries:
            self._buckets[entry[0] % len(self._buckets)].append(entry)
