"""Find the records of one second in a log that is too large to be read."""


def find_range(count, wanted, time_at):
    """Return the positions of the first and the last record with the time `wanted`, or None.

    `time_at(position)` reads the time of one record; `count` is how many there are, sorted by time.
    """
    first = first_place(0, count, lambda position: time_at(position) >= wanted)
    if first == count or time_at(first) != wanted:
        return None
    behind = first_place(first, count, lambda position: time_at(position) > wanted)
    return first, behind - 1


def first_place(low, high, reached):
    """Return the first position from `low` on at which `reached` holds, or `high` where it holds at none.

    It holds nowhere before `low` and everywhere from `high` on; each step halves what is between. (Python's own
    `bisect` does the same.)
    """
    while low < high:
        middle = (low + high) // 2
        if reached(middle):
            high = middle
        else:
            low = middle
    return low
