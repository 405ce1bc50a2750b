"""Reads a log entry by entry, never further than it has to."""

from itertools import islice

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def entries(lines):
    """Give the entries of a log, one after the other, as (time, level, text).

    Whether an entry is complete shows when the next one begins, so one line is read beyond its end, and that line is
    kept for the next entry.
    """
    entry = None
    for raw in lines:
        line = raw.rstrip()
        if not line:
            continue
        if not line[0].isspace():
            if entry is not None:
                yield entry
            date, time, level, text = line.split(" ", 3)
            entry = (f"{date} {time}", level, text)
        elif entry is not None:
            entry = (*entry[:2], f"{entry[2]}\n{line}")
    if entry is not None:
        yield entry


def at_least(level, entries):
    """Give the entries of this level or a graver one."""
    wanted = LEVELS[LEVELS.index(level) :]
    return (entry for entry in entries if entry[1] in wanted)


def batches(items, size):
    """Give lists of `size` items each; the last one may be shorter."""
    items = iter(items)
    while len(batch := list(islice(items, size))) == size:
        yield batch
