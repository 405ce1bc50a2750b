"""The slowest requests of a service, while they stream in."""

import heapq


class Slowest:
    """Keeps the `count` longest durations of all that were added.

    They are a heap whose root is the shortest of them: the one that a new duration has to beat, and the one that
    it then replaces. Of a day with millions of requests, only `count` numbers are ever kept.
    """

    def __init__(self, count):
        self._count = count
        self._kept = []

    def add(self, millis):
        """Take note of one duration and return whether it is now among the slowest."""
        if len(self._kept) < self._count:
            heapq.heappush(self._kept, millis)
            return True
        if millis < self._kept[0]:
            return False
        heapq.heapreplace(self._kept, millis)
        return True

    def add_all(self, batch):
        """Add the durations in turn and return how many were among the slowest when they came."""
        return sum(self.add(millis) for millis in batch)

    def top(self):
        """Return the durations kept, the longest first."""
        return sorted(self._kept, reverse=True)
