"""Count the entries of a log by level and hour."""

import re

ENTRY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}):[0-9]{2}:[0-9]{2} ([A-Za-z]+)(?: |$)")


def count_entries(lines):
    """Return the number of entries by level, and by hour in each."""
    entries = [entry.groups() for entry in map(ENTRY.match, lines) if entry]
    found = [(hour, level.upper()) for hour, level in entries]
    counts = {}
    for hour, level in set(found):
        counts.setdefault(level, {})[hour] = found.count((hour, level))
    return counts
