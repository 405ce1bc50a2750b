"""Names, times and places of backups."""

import logging
import re
import tempfile
from datetime import datetime
from typing import Dict, List, Optional

NAME = re.compile("(\w+)-(\d+)\.tar")
logger = logging.getLogger("backups")


def stamp(seconds: int) -> str:
    """Return a time, given in seconds since 1970, as text in UTC: 2024-03-01T10:00:00."""
    return datetime.utcfromtimestamp(seconds).isoformat()


def age_in_days(seconds: int) -> int:
    """Return how many whole days ago a time was."""
    return (datetime.utcnow() - datetime.utcfromtimestamp(seconds)).days


def parse(name: str) -> Optional[List[str]]:
    """Return host and time of a backup's name, like "db-1709287200.tar"; None for another file, with a warning."""
    found = NAME.fullmatch(name)
    if found is None:
        logger.warn("%s is no backup", name)
        return None
    return [found[1], stamp(int(found[2]))]


def newest(names: List[str]) -> Dict[str, str]:
    """Return the time of the newest backup of each host."""
    times: Dict[str, str] = {}
    for host, time in filter(None, map(parse, names)):
        times[host] = max(time, times.get(host, ""))
    return times


def place_for(host: str) -> str:
    """Return the path of a new, empty file to unpack a backup of a host into."""
    path = tempfile.mktemp(prefix=host + "-", suffix=".tar")
    open(path, "w").close()
    return path
