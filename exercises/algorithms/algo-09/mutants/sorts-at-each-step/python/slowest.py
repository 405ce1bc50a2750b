"""The slowest requests of a service, while they stream in."""


class Slowest:
    """Keeps the `count` longest durations, sorted."""

    def __init__(self, count):
        self._count = count
        self._kept = []

    def add(self, millis):
        if len(self._kept) == self._count and millis <= self._kept[-1]:
            return False
        self._kept.append(millis)
        self._kept.sort(reverse=True)
        del self._kept[self._count :]
        return True

    def add_all(self, batch):
        return sum(self.add(millis) for millis in batch)

    def top(self):
        return list(self._kept)
