"""Look names up in a list of records, as a name server does."""

from collections import defaultdict


def plain(name):
    """A name as it is compared: small letters, no dot at the end."""
    return name.lower().rstrip(".")


def above(name):
    """The names above a name, the longest first."""
    while "." in name:
        name = name.partition(".")[2]
        yield name


def sorted_by_name(records):
    """The records of each name, and all names that are there."""
    by_name = defaultdict(list)
    there = set()
    for written, kind, data in records:
        name = plain(written)
        by_name[name].append((kind, plain(data) if kind == "CNAME" else data))
        there.add(name)
        there.update(above(name))
    return by_name, there


def resolve(records, name, kind):
    """The code, and the records of the answer: a list of (name, type, data)."""
    by_name, there = sorted_by_name(records)
    name = plain(name)
    answer, seen = [], set()
    while name not in seen:
        seen.add(name)
        source = name
        if name not in there:
            parent = next((one for one in above(name) if one in there), None)
            source = f"*.{parent}"
            if parent is None or source not in by_name:
                return "NXDOMAIN", answer
        found = by_name.get(source, [])
        aliases = [data for one, data in found if one == "CNAME"]
        if not aliases:
            return "NOERROR", answer + [(name, one, data) for one, data in found if one == kind]
        answer.append((name, "CNAME", aliases[0]))
        name = aliases[0]
    return "SERVFAIL", []
