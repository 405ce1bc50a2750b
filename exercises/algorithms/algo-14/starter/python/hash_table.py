"""A hash table, made from a list of buckets."""


class HashTable:
    """Values by key, found by way of `hash_of(key)`."""

    def __init__(self, hash_of):
        raise NotImplementedError("HashTable is yours to write")
