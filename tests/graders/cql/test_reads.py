"""What a query read is taken from the server's own trace."""

from __future__ import annotations

from graders.cql.reads import reads

LOOKED_UP = [
    ("Parsing SELECT a FROM t", "requests-1"),
    ("Executing single-partition query on roles", "read-2"),
    ("Executing single-partition query on t", "read-1"),
    ("Read 1 live rows and 0 tombstone cells", "read-2"),
    ("Merged data from memtables and 0 sstables", "read-1"),
    ("Read 40 live rows and 3 tombstone cells", "read-1"),
]
SCANNED = [
    ("Computing ranges to query", "requests-1"),
    ("Submitting range requests on 2 ranges with a concurrency of 1 (0.0 rows per range expected)", "requests-1"),
    ("Executing seq scan across 0 sstables for (min(-9), min(-9)]", "read-1"),
    ("Read 200 live rows and 0 tombstone cells", "read-1"),
]


def test_a_partition_that_was_looked_up_is_counted_and_the_servers_own_is_not() -> None:
    found = reads(LOOKED_UP, {"t"})
    assert found.one_partition
    assert (found.rows, found.tombstones) == (40, 3)
    assert str(found) == "looked up one partition, and read 40 rows"


def test_two_partitions_are_not_one() -> None:
    found = reads(LOOKED_UP + LOOKED_UP, {"t"})
    assert not found.one_partition
    assert str(found) == "looked up 2 partitions, and read 80 rows"


def test_a_scan_is_no_look_up() -> None:
    found = reads(SCANNED, {"t"})
    assert found.scans
    assert not found.one_partition
    assert str(found) == "looked through all partitions, and read 200 rows"


def test_an_index_is_no_look_up() -> None:
    found = reads([("Executing read on work.t using index t_a_idx", "read-1"), *LOOKED_UP], {"t"})
    assert found.index
    assert not found.one_partition
