"""When was the service down? Several monitors have each seen a part of it."""


def merge(outages):
    merged = []
    current = None
    for start, end in sorted(outages):
        if current is None:
            current = [start, end]
        elif start <= current[1]:
            current[1] = max(current[1], end)
        else:
            merged.append(current)
            current = [start, end]
    return merged
