"""Find the records of one second in a log that is too large to be read."""


def find_range(count, wanted, time_at):
    """Return the positions of the first and the last record with the time `wanted`, or None.

    `time_at(position)` reads the time of one record; `count` is how many there are, sorted by time.
    """
    first = last = None
    for position in range(count):
        if time_at(position) == wanted:
            first = position if first is None else first
            last = position
    return None if first is None else (first, last)
