"""A database that shows a difference, made as small and as plain as can be had in a moment.

An edit takes rows out (with those that refer to them) or puts a plainer value in. All edits of a round are
judged in one batch; then those that were good alone are tried together, again in one batch. A round trip to the
sandbox costs more than a database, so this beats trying one after the other, and some six batches do.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graders.sql.schema import Affinity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from graders.sql.schema import Column, Database, Row, Schema, Table, Value

ROUNDS = 12
BATCH = 64
PLAIN_NUMBERS: tuple[float, ...] = (1, 2, 10)

Cell = tuple[str, int, int]
"""A table, the place of a row in it, the place of a value in that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Rows to take out, and values to put in."""

    removed: frozenset[tuple[str, int]] = frozenset()
    replaced: Mapping[Cell, Value] = field(default_factory=dict)

    def __or__(self, other: Edit) -> Edit:
        """Both."""
        return Edit(removed=self.removed | other.removed, replaced={**self.replaced, **other.replaced})

    def apply(self, database: Database) -> Database:
        """The edited database."""
        return {
            table: tuple(
                self._row(table, number, row) for number, row in enumerate(rows) if (table, number) not in self.removed
            )
            for table, rows in database.items()
        }

    def _row(self, table: str, number: int, row: Row) -> Row:
        if not self.replaced:
            return row
        return tuple(self.replaced.get((table, number, place), value) for place, value in enumerate(row))


def size(database: Database) -> int:
    """How many rows a database has."""
    return sum(map(len, database.values()))


def shrink(
    database: Database,
    schema: Schema,
    judge: Callable[[Sequence[Database]], list[bool]],
    *,
    seconds: float = 1.0,
) -> Database:
    """A smaller and plainer database that still shows the difference.

    Args:
        database: shows it.
        schema: what it is made of.
        judge: says of each of several databases whether the schema allows it and it shows the difference.
        seconds: after which no new round is begun.
    """
    deadline = time.monotonic() + seconds
    for edits_of in (_removals, _plainer):
        for _ in range(ROUNDS):
            if time.monotonic() > deadline:
                return database
            smaller = _round(database, list(edits_of(database, schema))[:BATCH], judge)
            if smaller is None:
                break
            database = smaller
    renumbered = _renumbered(database, schema)
    return renumbered if renumbered != database and judge([renumbered])[0] else database


def _round(
    database: Database, edits: Sequence[Edit], judge: Callable[[Sequence[Database]], list[bool]]
) -> Database | None:
    """The database after the best edits of a round; None when none of them keeps the difference."""
    good = [edit for edit, keeps in zip(edits, _judged(edits, database, judge), strict=True) if keeps]
    if not good:
        return None
    together = [good[0]]
    for edit in good[1:]:
        together.append(together[-1] | edit)
    merged = [edit for edit in reversed(together[1:]) if edit != good[0]]
    for edit, keeps in zip(merged, _judged(merged, database, judge), strict=True):
        if keeps:
            return edit.apply(database)
    return good[0].apply(database)


def _judged(edits: Sequence[Edit], database: Database, judge: Callable[[Sequence[Database]], list[bool]]) -> list[bool]:
    return judge([edit.apply(database) for edit in edits]) if edits else []


def _removals(database: Database, schema: Schema) -> Iterator[Edit]:
    """Ways to take rows out, the largest first: tables, halves, single rows."""
    edits = []
    for table in schema.tables:
        rows = range(len(database[table.name]))
        half = len(rows) // 2
        parts: list[Iterable[int]] = [rows, rows[:half], rows[half:]] if half > 1 else [rows] if half else []
        parts += [[number] for number in rows]
        edits += [_removal(database, schema, table.name, part) for part in parts]
    unique = {edit.removed: edit for edit in edits}
    return iter(sorted(unique.values(), key=lambda edit: -len(edit.removed)))


def _removal(database: Database, schema: Schema, table: str, numbers: Iterable[int]) -> Edit:
    """These rows and all that refer to them, directly or not."""
    removed = {(table, number) for number in numbers}
    grown = True
    while grown:
        gone = {(name, number): database[name][number] for name, number in removed}
        more = {
            (child.name, number)
            for child in schema.tables
            for number, row in enumerate(database[child.name])
            if (child.name, number) not in removed and _refers(child, row, schema, gone)
        }
        removed |= more
        grown = bool(more)
    return Edit(removed=frozenset(removed))


def _refers(child: Table, row: Row, schema: Schema, gone: Mapping[tuple[str, int], Row]) -> bool:
    for key in child.foreign_keys:
        target = schema.table(key.table)
        value = tuple(row[child.position(name)] for name in key.columns)
        places = [target.position(name) for name in key.references]
        if any(
            name == key.table and value == tuple(parent[place] for place in places)
            for (name, _), parent in gone.items()
        ):
            return True
    return False


def _plainer(database: Database, schema: Schema) -> Iterator[Edit]:
    """Single cells that could hold something plainer. Keys and references stay."""
    for table in schema.tables:
        linked = _linked_columns(table, schema)
        for place, column in enumerate(table.columns):
            if column.name in linked:
                continue
            for number, row in enumerate(database[table.name]):
                plainer = _plainer_value(row[place], column, [other[place] for other in database[table.name]])
                if plainer is not None:
                    yield Edit(replaced={(table.name, number, place): plainer})


def _plainer_value(value: Value, column: Column, others: Sequence[Value]) -> Value:
    """A plainer value than this one, or None. Never one that is as plain, so that the rounds come to an end."""
    if value is None:
        return next((other for other in others if other is not None), None)
    if isinstance(value, int | float) and column.affinity is not Affinity.TEXT:
        return next((number for number in PLAIN_NUMBERS if _plainness(number) < _plainness(value)), None)
    return None


def _plainness(number: float) -> tuple[int, int]:
    return (0, PLAIN_NUMBERS.index(number)) if number in PLAIN_NUMBERS else (len(str(number)), 0)


def _linked_columns(table: Table, schema: Schema) -> set[str]:
    """Columns that are keys, unique, refer, or are referred to."""
    linked = {name for key in table.unique for name in key}
    linked |= {name for key in table.foreign_keys for name in key.columns}
    for other in schema.tables:
        linked |= {name for key in other.foreign_keys if key.table == table.name for name in key.references}
    return linked


def _renumbered(database: Database, schema: Schema) -> Database:
    """The same with the numbers of integer primary keys from 1 on, and the references to them."""
    numbers: dict[tuple[str, str], dict[Value, Value]] = {}
    for table in schema.tables:
        if len(table.primary_key) == 1:
            (name,) = table.primary_key
            place = table.position(name)
            values = [row[place] for row in database[table.name]]
            if all(isinstance(value, int) for value in values) and not _key_refers(table, name):
                ordered = sorted(value for value in values if isinstance(value, int))
                numbers[table.name, name] = {value: new for new, value in enumerate(ordered, start=1)}
    made = {}
    for table in schema.tables:
        maps: dict[str, dict[Value, Value]] = {name: numbers.get((table.name, name), {}) for name in table.column_names}
        for key in table.foreign_keys:
            for name, reference in zip(key.columns, key.references, strict=True):
                maps[name] = numbers.get((key.table, reference), {})
        made[table.name] = tuple(
            tuple(maps[name].get(value, value) for name, value in zip(table.column_names, row, strict=True))
            for row in database[table.name]
        )
    return made


def _key_refers(table: Table, name: str) -> bool:
    """Whether a primary key is itself a reference: then its numbers are those of the other table."""
    return any(name in key.columns for key in table.foreign_keys)
