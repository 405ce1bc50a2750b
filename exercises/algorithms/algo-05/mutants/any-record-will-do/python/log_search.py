"""Find the records of one second in a log that is too large to be read."""


def find_range(count, wanted, time_at):
    """Return the positions of the first and the last record with the time `wanted`, or None.

    `time_at(position)` reads the time of one record; `count` is how many there are, sorted by time.
    """
    low, high = 0, count - 1
    while low <= high:
        middle = (low + high) // 2
        time = time_at(middle)
        if time == wanted:
            return middle, middle
        if time < wanted:
            low = middle + 1
        else:
            high = middle - 1
    return None
