"""Count the entries of a log by level and hour."""

import re
from collections import Counter

BEGIN = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}):[0-9]{2}:[0-9]{2} [A-Za-z]+(?: |$)")


def count_entries(lines):
    """Return the number of entries by level, and by hour in each."""
    counts = {}
    for line in lines:
        entry = BEGIN.match(line)
        for level in ("FATAL", "ERROR", "WARN", "NOTICE", "INFO", "DEBUG"):
            if entry and level in line.upper():
                counts.setdefault(level, Counter())[entry[1]] += 1
                break
    return counts
