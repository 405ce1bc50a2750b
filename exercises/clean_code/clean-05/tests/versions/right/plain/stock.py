"""What lies in the storeroom."""


class Stock:
    """Articles by name, and how many pieces of each are there."""

    def __init__(self):
        self._pieces = {}

    def receive(self, article, pieces):
        """Add pieces of an article. Raises ValueError for less than one piece."""
        if pieces < 1:
            raise ValueError("at least one piece must come in")
        self._pieces[article] = self._pieces.get(article, 0) + pieces

    def take(self, article, pieces):
        """Take pieces away and return how many are left.

        Raises KeyError for an article that never came in, and ValueError where there are not enough; then nothing
        is taken.
        """
        if pieces > self._pieces[article]:
            raise ValueError("not enough pieces")
        self._pieces[article] -= pieces
        return self._pieces[article]

    def low(self, limit):
        """Return the sorted names of the articles with fewer pieces than the limit, those with none among them."""
        return sorted(article for article, pieces in self._pieces.items() if pieces < limit)

    def total(self):
        """Return the number of pieces of all articles."""
        return sum(self._pieces.values())
