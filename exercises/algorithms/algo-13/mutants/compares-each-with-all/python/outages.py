"""When was the service down? Several monitors have each seen a part of it."""


def merge(outages):
    merged = []
    for start, end in outages:
        apart = []
        for other in merged:
            if other[1] < start or end < other[0]:
                apart.append(other)
            else:
                start, end = min(start, other[0]), max(end, other[1])
        merged = [*apart, [start, end]]
    return sorted(merged)
