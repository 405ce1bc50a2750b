"""A store of settings whose changes can be taken back together."""

from contextlib import contextmanager
from copy import deepcopy


class Cancel(Exception):
    """Raised in a transaction to take its changes back, and for nothing else."""


class Store:
    """Values by key."""

    def __init__(self, values):
        self._values = deepcopy(values)

    def get(self, key):
        """Return the value of a key, or None where there is none."""
        return self._values.get(key)

    def set(self, key, value):
        """Set the value of a key."""
        self._values[key] = value

    def delete(self, key):
        """Take a key out. Raises KeyError where it is not there."""
        del self._values[key]

    def append(self, key, item):
        """Add an item to the end of a list; a key that is not there begins with an empty one."""
        self._values.setdefault(key, []).append(item)

    def all(self):
        """Return all values by key."""
        return deepcopy(self._values)

    @contextmanager
    def transaction(self):
        """Take back all changes of the block when it ends with an exception.

        The copy is deep, for lists in the store are changed in place. It belongs to this block alone, so that blocks
        can stand in each other: an inner one goes back to where it began, and an outer one further.
        """
        before = deepcopy(self._values)
        try:
            yield self
        except Cancel:
            self._values = before
        except Exception:
            self._values = before
            raise
