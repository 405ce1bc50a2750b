"""Names, times and places of backups."""

import logging
import os
import re
import tempfile
from datetime import UTC, datetime

NAME = re.compile(r"(\w+)-(\d+)\.tar")
logger = logging.getLogger("backups")


def stamp(seconds: int) -> str:
    """Return a time, given in seconds since 1970, as text in UTC: 2024-03-01T10:00:00."""
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None).isoformat()


def age_in_days(seconds: int) -> int:
    """Return how many whole days ago a time was."""
    return (datetime.now(UTC) - datetime.fromtimestamp(seconds, UTC)).days


def parse(name: str) -> list[str] | None:
    """Return host and time of a backup's name, like "db-1709287200.tar"; None for another file, with a warning."""
    found = NAME.fullmatch(name)
    if found is None:
        logger.warn("%s is no backup", name)
        return None
    return [found[1], stamp(int(found[2]))]


def newest(names: list[str]) -> dict[str, str]:
    """Return the time of the newest backup of each host."""
    times: dict[str, str] = {}
    for host, time in filter(None, map(parse, names)):
        times[host] = max(time, times.get(host, ""))
    return times


def place_for(host: str) -> str:
    """Return the path of a new, empty file to unpack a backup of a host into."""
    descriptor, path = tempfile.mkstemp(prefix=f"{host}-", suffix=".tar")
    os.close(descriptor)
    return path
