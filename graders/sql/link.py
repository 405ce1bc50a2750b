"""A connection to a database server in a sandbox, and the table of the servers that queries can be asked on.

A server runs where the learner's text runs, so what it answers is hostile: rows, bytes, the length of messages and of
names are bounded here, and nothing of it is ever evaluated. Numbers come as numbers, bytes as bytes, NULL as None, and
every other type as the text that the server writes for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from graders.sql.engine import MAX_COLUMNS, MAX_MESSAGE_CHARS, MAX_NAME_CHARS, Refusal, RefusalKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graders.sql.engine import Answer
    from graders.sql.schema import Database, Schema, Value

DATABASE = "work"
"""The database in which a query meets the exercise's tables."""
CONNECT_SECONDS = 10
TOO_WIDE = f"the result does not have between 1 and {MAX_COLUMNS} columns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Why a server did not carry out a script.

    Attributes:
        code: SQLSTATE, or the number that MariaDB gives.
        message: its own words.
        offset: the place in the script, if it is known.
    """

    code: str
    message: str
    offset: int | None = None

    @property
    def is_constraint(self) -> bool:
        """Whether a rule of the tables is broken: NOT NULL, a key, a reference, a CHECK, a type that is too small."""
        return self.code.startswith("23") or self.code in CONSTRAINTS

    @property
    def is_syntax(self) -> bool:
        """Whether it could not be read."""
        return self.code in {"42601", "1064"}

    @property
    def is_deadlock(self) -> bool:
        """Whether it was chosen to end a deadlock."""
        return self.code in {"40P01", "1213"}


CONSTRAINTS = frozenset(
    {"1048", "1062", "1216", "1217", "1264", "1265", "1364", "1366", "1406", "1451", "1452", "1557", "4025"}
    | {"22001", "22003", "22007", "22008", "22P02"}
)
"""Numbers of MariaDB, and SQLSTATEs, for a value that a column or a rule of a table does not take."""


class Link(Protocol):
    """One connection, as one user, to one database."""

    def answer(self, query: str, *, seconds: float) -> Answer:
        """The rows of one statement, or why there are none; the server is told to stop it after ``seconds``.

        Raises:
            LinkBroken: the connection is gone.
        """

    def attempt(self, script: str) -> Complaint | None:
        """Carry out statements and throw their rows away; the server's complaint, if it has one.

        Raises:
            LinkBroken: the connection is gone.
        """

    def close(self) -> None:
        """Hang up. May be called twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A server, and its SQL.

    Attributes:
        language: as an ``exercise.toml`` names it; the module in this package has the name too.
        service: its row in the table of services.
        title: as people write it.
        sqlglot: its SQL, as sqlglot names it.
        superuser: who may do everything on it.
        home: the database to connect to for what is about no database of ours.
        quote: what names are quoted with.
    """

    language: str
    service: str
    title: str
    sqlglot: str
    superuser: str
    home: str
    quote: str

    def connect(self, address: tuple[str, int], *, user: str, database: str, seconds: float | None = None) -> Link:
        """A new connection; ``seconds`` is what one of its statements may take, without end for None.

        Raises:
            LinkBroken: the server does not take it.
        """
        link: Link = self._module.connect(address, user=user, database=database, seconds=seconds)
        return link

    def name(self, name: str) -> str:
        """A name as an identifier."""
        return f"{self.quote}{name.replace(self.quote, 2 * self.quote)}{self.quote}"

    def value(self, value: Value) -> str:
        """A value as a literal that takes on the type of its column."""
        text: str = self._module.literal(value)
        return text

    def filling(self, schema: Schema, database: Database) -> str:
        """The script that puts these rows into the tables in place of what is in them."""
        statements = [f"DELETE FROM {self.name(table.name)}" for table in reversed(schema.tables)]  # noqa: S608  (the author's own names)
        for table in schema.tables:
            rows = database.get(table.name, ())
            if rows:
                names = ", ".join(map(self.name, table.column_names))
                listed = ", ".join(f"({', '.join(map(self.value, row))})" for row in rows)
                statements.append(f"INSERT INTO {self.name(table.name)} ({names}) VALUES {listed}")  # noqa: S608  (see above)
        return ";\n".join(self._module.whole(statements))

    def making(self, schema: Schema) -> str:
        """The script that makes the database's tables, in it and empty, for ``reader`` to read."""
        return ";\n".join([*schema.statements, *self._module.granting(DATABASE)])

    def owned_by_learner(self, database: str) -> list[str]:
        """The statements that make a new database for ``learner``, in place of one of that name. One at a time."""
        statements: list[str] = self._module.owning(database)
        return statements

    def waiting(self, link: Link) -> str:
        """The query, for another connection, that gives 1 while this one waits for a lock and else 0."""
        query: str = self._module.waiting(link)
        return query

    @property
    def pause_seconds(self) -> float:
        """How long to let pass between two times of asking whether a connection waits."""
        seconds: float = self._module.PAUSE_SECONDS
        return seconds

    def explaining(self, statement: str) -> str:
        """The statement that asks for the plan of another one, as JSON."""
        asked: str = self._module.EXPLAIN
        return asked + statement

    @property
    def _module(self) -> Any:
        return import_module(f"graders.sql.{self.language}")


DIALECTS: Mapping[str, Dialect] = MappingProxyType(
    {
        dialect.language: dialect
        for dialect in (
            Dialect(
                language="postgresql",
                service="postgresql",
                title="PostgreSQL",
                sqlglot="postgres",
                superuser="postgres",
                home="template1",
                quote='"',
            ),
            Dialect(
                language="mysql",
                service="mysql",
                title="MariaDB",
                sqlglot="mysql",
                superuser="root",
                home="mysql",
                quote="`",
            ),
        )
    }
)


class Bounds:
    """Counts what an answer comes to.

    Args:
        rows: how many may come.
        size: how many bytes, about.
    """

    def __init__(self, *, rows: int, size: int) -> None:
        self._rows = rows
        self._size = size

    def taken(self, record: Sequence[Value]) -> RefusalKind | None:
        """Count a row; which bound it goes over, if it does."""
        self._rows -= 1
        self._size -= sum(len(value) if isinstance(value, str | bytes) else 8 for value in record)
        if self._rows < 0:
            return RefusalKind.ROWS
        return RefusalKind.BYTES if self._size < 0 else None


def refusal(kind: RefusalKind, message: str = "", offset: int | None = None) -> Refusal:
    """A refusal with a message that is no longer than it may be."""
    return Refusal(kind=kind, message=message[:MAX_MESSAGE_CHARS], offset=offset)


def column_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names of an answer's columns; none for one of too many, or without any."""
    listed = [str(name)[:MAX_NAME_CHARS] for _, name in zip(range(MAX_COLUMNS + 1), names, strict=False)]
    return tuple(listed) if len(listed) <= MAX_COLUMNS else ()


def numeric(text: str) -> Value:
    """An exact number as one that can be compared: an int where it is whole, else the nearest float."""
    if text.lstrip("+-").isdecimal() and text.isascii() and len(text) < 20:  # noqa: PLR2004  (a 64-bit number's digits)
        return int(text)
    number = float(text)
    if not math.isfinite(number):
        return text
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
