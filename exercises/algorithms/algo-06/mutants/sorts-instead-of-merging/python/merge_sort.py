"""Sort tickets by merging, with as few comparisons as can be."""

from functools import cmp_to_key


def merge(left, right, compare):
    """Return one sorted list of the items of two sorted ones.

    `compare(a, b)` gives a negative number where a comes before b, a positive one where b does, else 0.
    """
    return sorted(left + right, key=cmp_to_key(compare))


def merge_sort(items, compare):
    """Return a sorted list of the items, equal ones in the order in which they came."""
    if len(items) < 2:
        return list(items)
    middle = len(items) // 2
    return merge(merge_sort(items[:middle], compare), merge_sort(items[middle:], compare), compare)
