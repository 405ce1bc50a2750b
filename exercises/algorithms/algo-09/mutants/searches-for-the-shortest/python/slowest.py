"""The slowest requests of a service, while they stream in."""


class Slowest:
    """Keeps the `count` longest durations."""

    def __init__(self, count):
        self._count = count
        self._kept = []

    def add(self, millis):
        if len(self._kept) == self._count:
            shortest = min(self._kept)
            if millis <= shortest:
                return False
            self._kept.remove(shortest)
        self._kept.append(millis)
        return True

    def add_all(self, batch):
        return sum(self.add(millis) for millis in batch)

    def top(self):
        return sorted(self._kept, reverse=True)
