"""Routes of a delivery van: chains of stops, each of which knows only the next."""

from itertools import pairwise


class Stop:
    """One stop of a route."""

    def __init__(self, name):
        self.name = name
        self.next = None


def route(names, back_to=None):
    """Make a route of stops with these names and return its first stop, or None without any names.

    The last stop has no next one; with `back_to`, it goes on to the stop at that position.
    """
    stops = [Stop(name) for name in names]
    for stop, following in pairwise(stops):
        stop.next = following
    if back_to is not None:
        stops[-1].next = stops[back_to]
    return stops[0] if stops else None


def names(first):
    """Return the names of all stops, from `first` to the end of its route."""
    found = []
    while first is not None:
        found.append(first.name)
        first = first.next
    return found


def reverse_route(first):
    """Turn a route round and return its new first stop.

    Each stop is taken off the front of the old route and put before what has been turned already.
    """
    turned = None
    while first is not None:
        rest = first.next
        first.next = turned
        turned, first = first, rest
    return turned


def find_loop(first):
    """Return the stop at which the van comes by a second time, or None where the route ends."""
    seen = set()
    while first is not None and first.name not in seen:
        seen.add(first.name)
        first = first.next
    return first
