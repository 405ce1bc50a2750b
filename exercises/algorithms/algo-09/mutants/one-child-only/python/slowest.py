"""The slowest requests of a service, while they stream in."""


class Slowest:
    """Keeps the `count` longest durations in a heap of its own."""

    def __init__(self, count):
        self._count = count
        self._heap = []

    def add(self, millis):
        heap = self._heap
        if len(heap) < self._count:
            heap.append(millis)
            self._rise(len(heap) - 1)
            return True
        if millis <= heap[0]:
            return False
        heap[0] = millis
        self._sink(0)
        return True

    def add_all(self, batch):
        return sum(self.add(millis) for millis in batch)

    def top(self):
        return sorted(self._heap, reverse=True)

    def _rise(self, place):
        heap = self._heap
        parent = (place - 1) // 2
        while place and heap[place] < heap[parent]:
            heap[place], heap[parent] = heap[parent], heap[place]
            place, parent = parent, (parent - 1) // 2

    def _sink(self, place):
        heap = self._heap
        child = 2 * place + 1
        while child < len(heap) and heap[child] < heap[place]:
            heap[place], heap[child] = heap[child], heap[place]
            place, child = child, 2 * child + 1
