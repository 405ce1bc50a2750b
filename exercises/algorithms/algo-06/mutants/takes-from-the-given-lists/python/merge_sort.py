"""Sort tickets by merging, with as few comparisons as can be."""


def merge(left, right, compare):
    """Return one sorted list of the items of two sorted ones.

    `compare(a, b)` gives a negative number where a comes before b, a positive one where b does, else 0.
    """
    merged = []
    while left and right:
        merged.append(left.pop(0) if compare(left[0], right[0]) <= 0 else right.pop(0))
    return merged + left + right


def merge_sort(items, compare):
    """Return a sorted list of the items, equal ones in the order in which they came."""
    if len(items) < 2:
        return list(items)
    middle = len(items) // 2
    return merge(merge_sort(items[:middle], compare), merge_sort(items[middle:], compare), compare)
