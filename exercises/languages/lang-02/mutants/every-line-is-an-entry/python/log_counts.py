"""Count the entries of a log by level and hour."""


def count_entries(lines):
    """Return the number of entries by level, and by hour in each."""
    counts = {}
    for line in lines:
        date, time, level = line.split(" ")[:3]
        hours = counts.setdefault(level.upper(), {})
        hour = f"{date} {time[:2]}"
        hours[hour] = hours.get(hour, 0) + 1
    return counts
