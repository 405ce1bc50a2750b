"""Durations as people write them in settings: 1h30m."""

import re

DURATION = re.compile(r"(?:[0-9]+[dhms])+")
UNIT_SECONDS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}


def parse_duration(text):
    """Return the seconds that `text` stands for; raise ValueError for any text that is no duration."""
    if not DURATION.fullmatch(text):
        raise ValueError(f'"{text}" is no duration, such as 1h30m')
    return sum(int(number) * UNIT_SECONDS[unit] for number, unit in re.findall(r"([0-9]+)([dhms])", text))
