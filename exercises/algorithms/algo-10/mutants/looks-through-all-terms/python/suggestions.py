"""What a search box suggests while somebody types."""


class Suggestions:
    """Search terms, in a set."""

    def __init__(self, terms):
        self._terms = set(terms)

    def add(self, term):
        new = term not in self._terms
        self._terms.add(term)
        return new

    def remove(self, term):
        there = term in self._terms
        self._terms.discard(term)
        return there

    def contains(self, term):
        return term in self._terms

    def complete(self, start, most):
        return sorted(term for term in self._terms if term.startswith(start))[:most]

    def counts(self, starts):
        return [sum(term.startswith(start) for term in self._terms) for start in starts]
