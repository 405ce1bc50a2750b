"""What the server did for a query, out of its own trace of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_PARTITION = re.compile(r"Executing single-partition query on (\w+)")
_SCAN = re.compile(r"Executing seq scan across \d+ sstables|Submitting range requests on \d+ ranges")
_INDEX = re.compile(r"Executing read on \S+ using (?:index|indexes) (\w+)|Index query accessed|Scanning with (\S+)\.")
_ROWS = re.compile(r"Read (\d+) live rows and (\d+) tombstone cells")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """What one query made the server read.

    Attributes:
        partitions: how many partitions it looked up by their keys.
        scans: whether it went over a range of partitions, looking at each.
        index: whether it asked an index for the partitions.
        rows: the rows that it read, which may be more than it gave.
        tombstones: the marks of deleted or expired values that it had to read over.
    """

    partitions: int
    scans: bool
    index: bool
    rows: int
    tombstones: int

    @property
    def one_partition(self) -> bool:
        """Whether it looked up one partition by its key, and did nothing else."""
        return self.partitions == 1 and not self.scans and not self.index

    def __str__(self) -> str:
        """In words, for a message."""
        if self.scans or self.index:
            how = "asked an index, and then every node" if self.index else "looked through all partitions"
        else:
            how = "looked up one partition" if self.partitions == 1 else f"looked up {self.partitions} partitions"
        return f"{how}, and read {self.rows} row{'' if self.rows == 1 else 's'}"


def reads(events: Sequence[tuple[str, str]], tables: Collection[str]) -> Reads:
    """What a trace tells.

    Args:
        events: what was done and by which thread, in order.
        tables: the tables of the keyspace; the server looks into others of its own meanwhile, such as those of roles.
    """
    partitions = rows = tombstones = 0
    scans = index = False
    ours: dict[str, bool] = {}
    for activity, thread in events:
        if found := _PARTITION.match(activity):
            ours[thread] = found[1] in tables
            partitions += ours[thread]
        elif _SCAN.match(activity):
            scans = ours[thread] = True
        elif _INDEX.search(activity):
            index = ours[thread] = True
        elif (found := _ROWS.match(activity)) and ours.pop(thread, False):
            rows += int(found[1])
            tombstones += int(found[2])
    return Reads(partitions=partitions, scans=scans, index=index, rows=rows, tombstones=tombstones)
