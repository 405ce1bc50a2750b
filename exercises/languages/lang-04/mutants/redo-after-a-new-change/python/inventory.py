"""The stock of a warehouse, with undo."""

from collections import Counter


class OutOfStock(Exception):
    """There are fewer of an item than were asked for."""


class Inventory:
    """How many there are of each item.

    Whatever is done is a change: by how much the count of each item goes up or down. That is all it takes to do
    it, to undo it and to do it again. Changes that are done lie on one stack, undone ones on another.
    """

    def __init__(self):
        self._counts = Counter()
        self._done = []
        self._undone = []

    def receive(self, item, count):
        """Add to an item. Raises ValueError where the count is not above 0."""
        self.deliver({item: count})

    def ship(self, item, count):
        """Take from an item. Raises ValueError where the count is not above 0, OutOfStock where there are fewer."""
        _check(count, least=1)
        if count > self._counts[item]:
            raise OutOfStock(f"there are {self._counts[item]} of {item}, not {count}")
        self._do({item: -count})

    def recount(self, item, count):
        """Set an item to what was counted. Raises ValueError where the count is below 0."""
        _check(count, least=0)
        self._do({item: count - self._counts[item]})

    def deliver(self, delivery):
        """Add many items in one step. Raises ValueError where a count is not above 0, and then adds none."""
        for count in delivery.values():
            _check(count, least=1)
        self._do(dict(delivery))

    def undo(self):
        """Take the last change back and return whether there was one."""
        if not self._done:
            return False
        change = self._done.pop()
        self._undone.append(change)
        self._counts.subtract(change)
        return True

    def redo(self):
        """Do the change again that was undone last and return whether there was one."""
        if not self._undone:
            return False
        change = self._undone.pop()
        self._done.append(change)
        self._counts.update(change)
        return True

    def count(self, item):
        """Return how many there are of an item."""
        return self._counts[item]

    def items(self):
        """Return the count of each item of which there is one at least."""
        return {item: count for item, count in self._counts.items() if count}

    def _do(self, change):
        self._counts.update(change)
        self._done.append(change)


def _check(count, least):
    if count < least:
        raise ValueError(f"a count of {count} makes no sense here; {least} is the least")
