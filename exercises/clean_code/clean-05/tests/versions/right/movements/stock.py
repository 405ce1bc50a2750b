class Stock:
    def __init__(self):
        self._movements = []

    def receive(self, article, pieces):
        if pieces <= 0:
            raise ValueError(f"{pieces} pieces of {article} can't come in")
        self._movements.append((article, pieces))

    def take(self, article, pieces):
        here = [number for name, number in self._movements if name == article]
        if not here:
            raise KeyError(f"no {article}")
        left = sum(here) - pieces
        if left < 0:
            raise ValueError(f"{-left} pieces of {article} are missing")
        self._movements.append((article, -pieces))
        return left

    def low(self, limit):
        known = {name for name, _ in self._movements}
        sums = {article: sum(number for name, number in self._movements if name == article) for article in known}
        return [article for article in sorted(sums) if sums[article] < limit]

    def total(self):
        return sum(number for _, number in self._movements)
