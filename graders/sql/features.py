"""What a check may ask of the databases that are made for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.errors import ExerciseInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graders.sql.schema import Database, Schema, Value
    from graders.sql.workbench import Workbench


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What is in every database of a check. Tables by name, columns as ``"table.column"``.

    Attributes:
        empty: tables without rows.
        childless: tables with a row that no other table refers to.
        ties: columns with a value that several rows share.
        distinct: columns in which no value comes twice, where the schema would allow it.
        nulls: columns with a NULL in some row.
        where: conditions of SQL that hold; the rows of the reference are in the view ``expected``.
        values: what certain columns hold, instead of what is found for them.
    """

    empty: tuple[str, ...] = ()
    childless: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    nulls: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    values: Mapping[str, Sequence[Value]] | None = None

    def check(self, schema: Schema) -> None:
        """Raise ``ExerciseInvalid`` for names that the schema lacks, and for NULLs that it forbids."""
        for name in (*self.empty, *self.childless):
            schema.table(name)
        for path in (*self.ties, *self.distinct, *self.nulls, *(self.values or {})):
            schema.column(path)
        for path in self.nulls:
            if schema.column(path)[1].not_null:
                raise ExerciseInvalid(f"{path} is NOT NULL, so no database has a NULL in it")

    def hold(self, database: Database, bench: Workbench) -> bool:
        """Whether a database, which the workbench holds at the moment, has all of it.

        ``distinct`` and ``values`` are how databases are made, and taking rows out does not change them.
        """
        schema = bench.schema
        return (
            not any(database[name] for name in self.empty)
            and all(_has_childless(name, database, schema) for name in self.childless)
            and all(_has_tie(_column(path, database, schema)) for path in self.ties)
            and all(None in _column(path, database, schema) for path in self.nulls)
            and bench.taken()
            and all(map(bench.holds, self.where))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDatabases:
    """Databases that were made for a check, and what was asked of them."""

    databases: tuple[Database, ...]
    features: Features


def _column(path: str, database: Database, schema: Schema) -> list[Value]:
    table, column = schema.column(path)
    place = table.position(column.name)
    return [row[place] for row in database[table.name]]


def _has_tie(values: Sequence[Value]) -> bool:
    known = [value for value in values if value is not None]
    return len(set(known)) < len(known)


def _has_childless(name: str, database: Database, schema: Schema) -> bool:
    table = schema.table(name)
    rows = database[name]
    lonely = set(range(len(rows)))
    for child in schema.tables:
        for key in child.foreign_keys:
            if key.table != name:
                continue
            places = [child.position(column) for column in key.columns]
            targets = [table.position(column) for column in key.references]
            used = {tuple(row[place] for place in places) for row in database[child.name]}
            lonely -= {number for number in lonely if tuple(rows[number][target] for target in targets) in used}
    return bool(lonely)
