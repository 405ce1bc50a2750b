"""When was the service down? Several monitors have each seen a part of it."""


def merge(outages):
    """Return the outages as few intervals that do not touch, the earliest first.

    In the order of their starts, an outage can only touch the last of those merged so far: all others ended
    before that one began.
    """
    merged = []
    outages.sort()
    for start, end in outages:
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged
