"""Sort tickets by merging, with as few comparisons as can be."""


def merge(left, right, compare):
    """Return one sorted list of the items of two sorted ones.

    `compare(a, b)` gives a negative number where a comes before b, a positive one where b does, else 0.
    """
    merged = []
    of_left = of_right = 0
    while of_left < len(left) and of_right < len(right):
        if compare(left[of_left], right[of_right]) in (-1, 0):
            merged.append(left[of_left])
            of_left += 1
        else:
            merged.append(right[of_right])
            of_right += 1
    return merged + left[of_left:] + right[of_right:]


def merge_sort(items, compare):
    """Return a sorted list of the items, equal ones in the order in which they came."""
    if len(items) < 2:
        return list(items)
    middle = len(items) // 2
    return merge(merge_sort(items[:middle], compare), merge_sort(items[middle:], compare), compare)
