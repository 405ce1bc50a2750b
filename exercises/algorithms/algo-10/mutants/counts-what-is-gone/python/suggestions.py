"""What a search box suggests while somebody types."""

from itertools import islice


class Node:
    """A place in the trie: the letters on the way to it are the start of `count` terms."""

    __slots__ = ("children", "count", "ends_term")

    def __init__(self):
        self.children = {}
        self.count = 0
        self.ends_term = False


class Suggestions:
    """Search terms, found by the letters that they begin with.

    They are kept in a trie: one node for each start, so that terms that begin alike share their nodes. What is
    asked about a start is answered at its node, however many terms there are elsewhere.
    """

    def __init__(self, terms):
        self._root = Node()
        for term in terms:
            self.add(term)

    def add(self, term):
        """Add a term and return whether it is new."""
        if self.contains(term):
            return False
        node = self._root
        node.count += 1
        for letter in term:
            node = node.children.setdefault(letter, Node())
            node.count += 1
        node.ends_term = True
        return True

    def remove(self, term):
        """Take a term out and return whether it was there. Nodes that no term needs any more go with it."""
        if not self.contains(term):
            return False
        self._find(term).ends_term = False
        return True

    def contains(self, term):
        """Return whether the whole term is one of those added."""
        node = self._find(term)
        return node is not None and node.ends_term

    def complete(self, start, most):
        """Return the first terms, in the order of the alphabet, that begin with `start`."""
        node = self._find(start)
        return [] if node is None else list(islice(_terms(node, start), most))

    def counts(self, starts):
        """Return for each start how many terms begin with it."""
        nodes = map(self._find, starts)
        return [node.count if node else 0 for node in nodes]

    def _find(self, start):
        node = self._root
        for letter in start:
            node = node.children.get(letter)
            if node is None:
                return None
        return node


def _terms(node, start):
    """Give the terms at and below a node, one after the other as they are wanted."""
    if node.ends_term:
        yield start
    for letter in sorted(node.children):
        yield from _terms(node.children[letter], start + letter)
