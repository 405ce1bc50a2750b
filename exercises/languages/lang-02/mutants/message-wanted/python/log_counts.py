"""Count the entries of a log by level and hour."""

import re

ENTRY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}):[0-9]{2}:[0-9]{2} ([A-Za-z]+) ")


def count_entries(lines):
    """Return the number of entries by level, and by hour in each."""
    counts = {}
    for line in lines:
        entry = ENTRY.match(line)
        if entry:
            hour, level = entry.groups()
            hours = counts.setdefault(level.upper(), {})
            hours[hour] = hours.get(hour, 0) + 1
    return counts
