"""Durations as people write them in settings: 1h30m."""

import re

DURATION = re.compile(r"(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?")
UNIT_SECONDS = (86_400, 3_600, 60, 1)


def parse_duration(text):
    """Return the seconds that `text` stands for; raise ValueError for any text that is no duration."""
    match = DURATION.fullmatch(text)
    if not text or match is None:
        raise ValueError("a duration looks like 1h30m")
    numbers = match.groups(default="0")
    return sum(int(number) * seconds for number, seconds in zip(numbers, UNIT_SECONDS, strict=True))
