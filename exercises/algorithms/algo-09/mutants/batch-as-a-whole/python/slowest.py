"""The slowest requests of a service, while they stream in."""


class Slowest:
    """Keeps the `count` longest durations, sorted."""

    def __init__(self, count):
        self._count = count
        self._kept = []

    def add(self, millis):
        return self.add_all([millis]) == 1

    def add_all(self, batch):
        before = [(millis, True) for millis in self._kept]
        merged = sorted(before + [(millis, False) for millis in batch], reverse=True)[: self._count]
        self._kept = [millis for millis, _ in merged]
        return sum(not known for _, known in merged)

    def top(self):
        return list(self._kept)
