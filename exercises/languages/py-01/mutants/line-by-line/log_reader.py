"""Reads a log entry by entry, never further than it has to."""

from itertools import islice

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def entries(lines):
    for line in lines:
        if line.strip() and not line[0].isspace():
            date, time, level, text = line.rstrip().split(" ", 3)
            yield f"{date} {time}", level, text


def at_least(level, entries):
    return (entry for entry in entries if LEVELS.index(entry[1]) >= LEVELS.index(level))


def batches(items, size):
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch
