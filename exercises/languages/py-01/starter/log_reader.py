"""Reads a log entry by entry, never further than it has to."""


def entries(lines):
    """Give the entries of a log, one after the other, as (time, level, text)."""
    raise NotImplementedError("entries is yours to write")


def at_least(level, entries):
    """Give the entries of this level or a graver one."""
    raise NotImplementedError("at_least is yours to write")


def batches(items, size):
    """Give lists of `size` items each; the last one may be shorter."""
    raise NotImplementedError("batches is yours to write")
