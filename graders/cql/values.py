"""What a column holds, as plain values: the driver has classes of its own for some."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

DEEPEST = 8


def plain(value: Any, depth: int = DEEPEST) -> Any:
    """A value of a row without the driver's classes: dates and times as ``datetime`` has them, collections built in."""
    from cassandra import util

    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)  # a timestamp is an instant, and comes in UTC without saying so
    if isinstance(value, util.Date | util.Time):
        return value.date() if isinstance(value, util.Date) else value.time()
    if depth and isinstance(value, util.OrderedMap):
        return {plain(key, depth - 1): plain(one, depth - 1) for key, one in value.items()}
    if depth and isinstance(value, util.SortedSet):
        return {plain(one, depth - 1) for one in value}
    if depth and isinstance(value, tuple | list):
        parts = [plain(one, depth - 1) for one in value]
        return parts if depth == DEEPEST else tuple(parts)  # what is in a set, or the key of a map, has a hash
    return value
