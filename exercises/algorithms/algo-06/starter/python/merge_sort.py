"""Sort tickets by merging, with as few comparisons as can be."""


def merge(left, right, compare):
    """Return one sorted list of the items of two sorted ones.

    `compare(a, b)` gives a negative number where a comes before b, a positive one where b does, else 0.
    """
    raise NotImplementedError("merge is yours to write")


def merge_sort(items, compare):
    """Return a sorted list of the items, equal ones in the order in which they came."""
    raise NotImplementedError("merge_sort is yours to write")
