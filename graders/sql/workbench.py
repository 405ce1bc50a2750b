"""A trusted database in this process: what the schema allows, and what the reference query gives."""

from __future__ import annotations

import sqlite3
import weakref
from typing import TYPE_CHECKING

from graders.errors import ExerciseInvalid
from graders.sql.engine import MAX_ROWS, Rows
from graders.sql.schema import quoted, read_rows
from graders.sql.tokens import scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.sql.schema import Database, Row, Schema, Table, Value


EXPECTED = "expected"


class Workbench:
    """One connection, filled with one small database after the other. Only an author's SQL ever runs here.

    Without a ``reference`` (an empty text) there is no view of its rows.

    The rows of the reference query are a view named ``expected``, for conditions on what a check
    looks at. The schema's constraints are SQLite's business, foreign keys included: what it takes is allowed.
    """

    def __init__(self, schema: Schema, reference: str) -> None:
        self.schema = schema
        self._reference = reference
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        weakref.finalize(self, self._connection.close)
        self._connection.text_factory = lambda data: data.decode("utf-8", "replace")
        self._connection.execute("PRAGMA foreign_keys = ON")
        for statement in schema.statements:
            self._connection.execute(statement)
        self._refers_to_itself = any(key.table == table.name for table in schema.tables for key in table.foreign_keys)
        self._inserts = {table.name: _insert(table) for table in schema.tables}
        if reference:
            self._connection.execute(f"CREATE TEMP VIEW {EXPECTED} AS {statement_alone(reference)}")
        self._connection.execute("BEGIN")

    def expected(self) -> Rows:
        """What the reference query gives here."""
        return self.query(self._reference)

    def taken(self) -> bool:
        """Whether the engine that queries run on takes the rows that are here: SQLite has taken them already."""
        return True

    def holds(self, condition: str) -> bool:
        """Whether a condition of SQL holds for the rows that are here."""
        return bool(self.query(f"SELECT 1 WHERE {condition}").rows)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def clear(self) -> None:
        """Empty all tables."""
        self._connection.execute("ROLLBACK")
        self._connection.execute("BEGIN")

    def insert(self, table: str, row: Sequence[Value]) -> bool:
        """Put a row in; False when a constraint is against it."""
        try:
            return self._connection.execute(self._inserts[table], row).rowcount == 1
        except sqlite3.IntegrityError:
            return False

    def insert_all(self, table: str, rows: Sequence[Sequence[Value]]) -> None:
        """Put in those of the rows that the constraints allow."""
        try:
            self._connection.executemany(self._inserts[table], rows)
        except sqlite3.IntegrityError:  # a reference to nothing; the statement skips other conflicts by itself
            for row in rows:
                self.insert(table, row)

    def load(self, database: Database) -> bool:
        """Empty all tables and fill them with these rows; False when a constraint is against one."""
        self.clear()
        if self._refers_to_itself:  # then a row may come before the one that it refers to
            self._connection.execute("PRAGMA defer_foreign_keys = ON")
        taken = all(
            self.insert(table.name, row) for table in self.schema.tables for row in database.get(table.name, ())
        )
        return taken and not (
            self._refers_to_itself and self._connection.execute("PRAGMA foreign_key_check").fetchall()
        )

    def permits(self, table: str, row: Sequence[Value]) -> bool:
        """Whether the types and CHECKs of a table would take a row. Keys and references are not asked."""
        try:
            self._connection.execute(self._inserts[table].replace("OR IGNORE", "OR ABORT", 1), row)
        except sqlite3.IntegrityError as error:
            return not str(error).startswith(("CHECK", "cannot store", "datatype"))
        return True

    def rows_of(self, table: Table) -> list[Row]:
        """The rows of one table, as SQLite keeps them."""
        names = ", ".join(map(quoted, table.column_names))
        return self._connection.execute(f"SELECT {names} FROM {quoted(table.name)}").fetchall()  # noqa: S608  (the author's own names)

    def database(self) -> Database:
        """All rows of all tables, as SQLite keeps them."""
        return read_rows(self._connection, self.schema)

    def query(self, sql: str) -> Rows:
        """What an author's query gives here. Raises ``ExerciseInvalid`` when it fails."""
        try:
            cursor = self._connection.execute(sql)
            rows = tuple(cursor.fetchmany(MAX_ROWS + 1))
        except sqlite3.Error as error:
            raise ExerciseInvalid(f"the exercise's own query fails: {error}\n{sql}") from error
        if cursor.description is None or len(rows) > MAX_ROWS:
            raise ExerciseInvalid(f"the exercise's own query gives no rows, or more than {MAX_ROWS}\n{sql}")
        return Rows(columns=tuple(column[0] for column in cursor.description), rows=rows)


def _insert(table: Table) -> str:
    names = ", ".join(map(quoted, table.column_names))
    marks = ", ".join("?" * len(table.columns))
    return f"INSERT OR IGNORE INTO {quoted(table.name)} ({names}) VALUES ({marks})"  # noqa: S608  (the author's own names)


def statement_alone(sql: str) -> str:
    """A statement without the semicolon at its end and what follows it."""
    end = next((token.start for token in scan(sql) if token.text == ";"), len(sql))
    return sql[:end]
