"""When was the service down? Several monitors have each seen a part of it."""


def merge(outages):
    merged = []
    for outage in sorted(outages):
        if merged and outage[0] <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], outage[1])
        else:
            merged.append(outage)
    return merged
