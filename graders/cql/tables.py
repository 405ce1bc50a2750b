"""The tables of a keyspace, as the server describes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graders.cql.link import Link

KEYSPACE = "work"
"""The keyspace of a check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table.

    Attributes:
        name: as the server has it.
        partition_key: the columns that say in which partition a row lies, in order.
        clustering: the columns by which the rows of a partition are sorted, in order, each with ``asc`` or ``desc``.
        columns: all columns, with their types.
        values: the columns that are in no key and are not static.
        seconds_to_live: how long a row lives that is written without saying it; 0 for ever.
        compaction: how its files are put together: ``class``, without its package, and what else is set.
        indexes: the columns, or the names, of its indexes.
    """

    name: str
    partition_key: tuple[str, ...]
    clustering: Mapping[str, str]
    columns: Mapping[str, str]
    values: tuple[str, ...]
    seconds_to_live: int
    compaction: Mapping[str, str]
    indexes: tuple[str, ...]


def tables(link: Link) -> dict[str, Table]:
    """The tables of the keyspace, by name. Raises ``LinkBroken``."""
    name = (KEYSPACE,)
    columns = link.author("SELECT * FROM system_schema.columns WHERE keyspace_name = %s", name)
    indexes = link.author("SELECT table_name, index_name FROM system_schema.indexes WHERE keyspace_name = %s", name)
    return {
        row["table_name"]: _table(
            row,
            [column for column in columns if column["table_name"] == row["table_name"]],
            [index["index_name"] for index in indexes if index["table_name"] == row["table_name"]],
        )
        for row in link.author("SELECT * FROM system_schema.tables WHERE keyspace_name = %s", name)
    }


def _table(row: Mapping[str, Any], columns: Iterable[Mapping[str, Any]], indexes: Iterable[str]) -> Table:
    by_place = sorted(columns, key=lambda column: (column["position"], column["column_name"]))
    kinds = {column["column_name"]: column["kind"] for column in by_place}
    return Table(
        name=row["table_name"],
        partition_key=tuple(name for name, kind in kinds.items() if kind == "partition_key"),
        clustering={
            column["column_name"]: column["clustering_order"] for column in by_place if column["kind"] == "clustering"
        },
        columns={column["column_name"]: column["type"] for column in by_place},
        values=tuple(name for name, kind in kinds.items() if kind == "regular"),
        seconds_to_live=int(row["default_time_to_live"] or 0),
        compaction={**row["compaction"], "class": row["compaction"]["class"].rsplit(".", 1)[-1]},
        indexes=tuple(indexes),
    )
