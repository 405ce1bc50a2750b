from collections import Counter


class Stock(Counter):
    def receive(self, article, pieces):
        if not pieces >= 1:
            raise ValueError
        self.update({article: pieces})

    def take(self, article, pieces):
        if article not in self:
            raise KeyError(article)
        if self[article] < pieces:
            raise ValueError
        self.subtract({article: pieces})
        return self[article]

    def low(self, limit):
        found = []
        for article in self:
            if self[article] < limit:
                found.append(article)
        found.sort()
        return found
