"""What a query of the learner's gave, and what a check asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graders.cql.messages import fail, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.cql.reads import Reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a query of the learner's gave.

    Attributes:
        columns: their names.
        rows: tuples, in the order in which they came.
        reads: what the server read for it.
        asked: the file and the values, for a message.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    reads: Reads
    asked: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def gives(self, expected: Sequence[Sequence[object]], rule: str) -> None:
        """Fail unless these are the rows, in this order; ``rule`` is the one that is broken else."""
        if self.rows != [tuple(row) for row in expected]:
            fail(f"Rule: {rule}.\n{self.asked}\n  gave      {shown(self.rows)}\n  expected  {shown(expected)}")

    def reads_one_partition(self, rule: str) -> None:
        """Fail unless one partition was looked up by its key; ``rule`` is the one that is broken else."""
        if not self.reads.one_partition:
            fail(f"Rule: {rule}.\n{self.asked}\n  gave      a query that {self.reads}\n  expected  one partition")

    def reads_no_more(self, than: int, rule: str) -> None:
        """Fail where more rows were read than so many; ``rule`` is the one that is broken then."""
        if self.reads.rows > than:
            fail(f"Rule: {rule}.\n{self.asked}\n  gave      a query that {self.reads}\n  expected  {than} at most")
