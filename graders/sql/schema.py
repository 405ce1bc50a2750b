"""What an exercise's database is made of, read back from SQLite, which has understood it already."""

from __future__ import annotations

import enum
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from graders.errors import ExerciseInvalid

Value = int | float | str | bytes | None
Row = tuple[Value, ...]
Database = Mapping[str, tuple[Row, ...]]
"""The rows of every table, by the table's name; a row has the values of ``Table.columns`` in that order."""


class Affinity(enum.Enum):
    """What a column makes of a value (https://www.sqlite.org/datatype3.html, section 3.1)."""

    INTEGER = "integer"
    REAL = "real"
    NUMERIC = "numeric"
    TEXT = "text"
    BLOB = "blob"

    @property
    def is_number(self) -> bool:
        """Whether the column holds numbers."""
        return self in (Affinity.INTEGER, Affinity.REAL, Affinity.NUMERIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that rows bring a value for (no generated one)."""

    name: str
    affinity: Affinity
    not_null: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """``columns`` of one table hold ``references`` of another, or NULL."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its columns, and what must be unique (the primary key first, if any)."""

    name: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]
    column_names: tuple[str, ...] = field(init=False)
    """The names of the columns, in the order of a row's values."""

    def __post_init__(self) -> None:
        """Take the names, which are asked for often."""
        object.__setattr__(self, "column_names", tuple(column.name for column in self.columns))

    def position(self, column: str) -> int:
        """Where a column's value stands in a row."""
        return self.column_names.index(column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """The statements that make the tables, and the tables: those that are referred to come first."""

    statements: tuple[str, ...]
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table:
        """A table by its name. Raises ``ExerciseInvalid`` when there is none."""
        for table in self.tables:
            if table.name == name:
                return table
        known = ", ".join(table.name for table in self.tables)
        raise ExerciseInvalid(f"there is no table {name!r} in the exercise's data; it has {known}")

    def column(self, path: str) -> tuple[Table, Column]:
        """A column by ``"table.column"``. Raises ``ExerciseInvalid`` when there is none."""
        table_name, _, column_name = path.partition(".")
        table = self.table(table_name)
        for column in table.columns:
            if column.name == column_name:
                return table, column
        known = ", ".join(f"{table.name}.{name}" for name in table.column_names)
        raise ExerciseInvalid(f"{path!r} names no column; there are {known}")

    @property
    def column_names(self) -> dict[str, tuple[str, ...]]:
        """The names of each table's columns, by the table's name."""
        return {table.name: table.column_names for table in self.tables}


def load_script(script: str) -> tuple[Schema, Database]:
    """The schema and the rows of an author's SQL script. Raises ``ExerciseInvalid`` when it doesn't run."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.executescript(script)
        schema = _read_schema(connection)
        return schema, read_rows(connection, schema)
    except sqlite3.Error as error:
        raise ExerciseInvalid(f"the exercise's data cannot be loaded: {error}") from error
    finally:
        connection.close()


def read_rows(connection: sqlite3.Connection, schema: Schema) -> Database:
    """The rows of every table, in the order in which they were put in."""
    found = {}
    for table in schema.tables:
        names = ", ".join(quoted(name) for name in table.column_names)
        rows = connection.execute(f"SELECT {names} FROM {quoted(table.name)}")  # noqa: S608  (the author's own names)
        found[table.name] = tuple(rows)
    return found


def quoted(name: str) -> str:
    """A name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def _read_schema(connection: sqlite3.Connection) -> Schema:
    made = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    tables = [_read_table(connection, name) for kind, name, _ in made if kind == "table"]
    if not tables:
        raise ExerciseInvalid("the exercise's data makes no table")
    return Schema(statements=tuple(sql for _, _, sql in made), tables=tuple(_parents_first(tables)))


def _read_table(connection: sqlite3.Connection, name: str) -> Table:
    described = connection.execute("SELECT * FROM pragma_table_xinfo(?)", (name,)).fetchall()
    columns = tuple(
        Column(name=column, affinity=_affinity(declared), not_null=bool(not_null or key))
        for _, column, declared, not_null, _, key, hidden in described
        if not hidden
    )
    key = tuple(row[1] for row in sorted(described, key=lambda row: row[5]) if row[5])
    unique = [key] if key else []
    for index, is_partial in connection.execute(
        'SELECT name, partial FROM pragma_index_list(?) WHERE "unique"', (name,)
    ).fetchall():
        members = tuple(row[0] for row in connection.execute("SELECT name FROM pragma_index_info(?)", (index,)))
        if not is_partial and None not in members and members not in unique:
            unique.append(members)
    return Table(
        name=name,
        columns=columns,
        primary_key=key,
        unique=tuple(unique),
        foreign_keys=_read_foreign_keys(connection, name),
    )


def _read_foreign_keys(connection: sqlite3.Connection, name: str) -> tuple[ForeignKey, ...]:
    parts: dict[int, list[tuple[str, str, str | None]]] = {}
    for number, _, table, column, reference, *_ in connection.execute(
        "SELECT * FROM pragma_foreign_key_list(?) ORDER BY id, seq", (name,)
    ).fetchall():
        parts.setdefault(number, []).append((table, column, reference))
    keys = []
    for members in parts.values():
        table = members[0][0]
        references = tuple(reference for _, _, reference in members if reference is not None)
        if not references:  # REFERENCES t without columns means t's primary key
            references = tuple(
                row[0]
                for row in connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (table,))
            )
        keys.append(ForeignKey(columns=tuple(column for _, column, _ in members), table=table, references=references))
    return tuple(keys)


def _parents_first(tables: list[Table]) -> list[Table]:
    """Tables in an order in which they can be filled. Raises ``ExerciseInvalid`` when they refer in a circle."""
    waiting = list(tables)
    ordered: list[Table] = []
    while waiting:
        done = {table.name for table in ordered}
        ready = [
            table
            for table in waiting
            if all(key.table in done or key.table == table.name for key in table.foreign_keys)
        ]
        if not ready:
            names = ", ".join(table.name for table in waiting)
            raise ExerciseInvalid(f"these tables refer to each other in a circle, or to no table: {names}")
        ordered += ready
        waiting = [table for table in waiting if table not in ready]
    return ordered


def _affinity(declared: str) -> Affinity:
    words = declared.upper()
    if "INT" in words:
        return Affinity.INTEGER
    if any(
        part in words for part in ("CHAR", "CLOB", "TEXT", "DATE", "TIME")
    ):  # the last two are texts in all but name
        return Affinity.TEXT
    if "BLOB" in words or not words:
        return Affinity.BLOB
    if any(part in words for part in ("REAL", "FLOA", "DOUB")):
        return Affinity.REAL
    return Affinity.NUMERIC
