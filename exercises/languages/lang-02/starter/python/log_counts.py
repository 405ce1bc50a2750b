"""Count the entries of a log by level and hour."""


def count_entries(lines):
    """Return the number of entries by level, and by hour in each."""
    raise NotImplementedError("count_entries is yours to write")
