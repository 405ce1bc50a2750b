"""MariaDB and MySQL, by PyMySQL: what a connection answers, in the words of ``graders.sql.engine``."""

from __future__ import annotations

import re
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pymysql
from pymysql.constants import CLIENT, FIELD_TYPE
from pymysql.cursors import SSCursor

from graders.errors import LinkBroken
from graders.sql.engine import INT64, MAX_ANSWER_BYTES, MAX_MESSAGE_CHARS, MAX_ROWS, RefusalKind, Rows
from graders.sql.link import CONNECT_SECONDS, TOO_WIDE, Bounds, Complaint, column_names, numeric, refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.sql.engine import Answer, Refusal
    from graders.sql.schema import Row, Value

READ_SECONDS = 60
"""How long an answer may let wait. A check's own deadline comes first."""
_INTEGERS = frozenset(
    {FIELD_TYPE.TINY, FIELD_TYPE.SHORT, FIELD_TYPE.LONG, FIELD_TYPE.LONGLONG, FIELD_TYPE.INT24, FIELD_TYPE.YEAR}
)
_FLOATS = frozenset({FIELD_TYPE.FLOAT, FIELD_TYPE.DOUBLE})
_NUMERIC = frozenset({FIELD_TYPE.DECIMAL, FIELD_TYPE.NEWDECIMAL})
_KINDS = {
    1064: RefusalKind.SYNTAX,
    1065: RefusalKind.NO_ROWS,
    **dict.fromkeys((1044, 1045, 1142, 1143, 1227, 1290, 1370, 1792), RefusalKind.FORBIDDEN),
    **dict.fromkeys((1317, 1969, 3024), RefusalKind.TIME),
    **dict.fromkeys((5, 1037, 1038, 1041, 1114), RefusalKind.MEMORY),
    **dict.fromkeys((1153, 1301), RefusalKind.VALUE_SIZE),
}
"""https://mariadb.com/kb/en/mariadb-error-code-reference/"""
_GONE = frozenset({2006, 2013, 2014, 2027})
_BROKEN = (struct.error, AssertionError, IndexError, TypeError, ValueError, AttributeError, OSError)
"""What PyMySQL raises where a server does not keep to the protocol, or is gone."""
EXPLAIN = "EXPLAIN FORMAT=JSON "
PAUSE_SECONDS = 0.12
"""How long not to ask who waits: InnoDB answers from a cache, which it makes anew when nobody has asked for 0.1 s."""
_NEAR = re.compile(r"near '(?P<near>.*)' at line (?P<line>\d+)\Z", re.DOTALL)


def connect(address: tuple[str, int], *, user: str, database: str, seconds: float | None) -> MysqlLink:
    """See ``Dialect.connect``."""
    return MysqlLink(address, user=user, database=database, seconds=seconds)


def literal(value: Value) -> str:
    """See ``Dialect.value``."""
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return "'" + str(value).replace("\\", "\\\\").replace("'", "''") + "'"


def whole(statements: Sequence[str]) -> list[str]:
    """The statements as one transaction; references are looked at once all rows are in, as SQLite has done it."""
    return ["SET foreign_key_checks = 0", "START TRANSACTION", *statements, "COMMIT", "SET foreign_key_checks = 1"]


def granting(database: str) -> list[str]:
    """What lets ``reader`` read all tables of a database."""
    return [f"GRANT SELECT ON {database}.* TO reader@'127.0.0.1'"]


def owning(database: str) -> list[str]:
    """See ``Dialect.owned_by_learner``."""
    return [
        f"DROP DATABASE IF EXISTS {database}",
        f"CREATE DATABASE {database}",
        f"GRANT ALL PRIVILEGES ON {database}.* TO learner@'127.0.0.1'",
    ]


def waiting(link: MysqlLink) -> str:
    """See ``Dialect.waiting``."""
    number = link.connection.thread_id()  # type: ignore[no-untyped-call]
    return (
        "SELECT count(*) FROM information_schema.innodb_trx"  # noqa: S608 - a number
        f" WHERE trx_mysql_thread_id = {int(number)} AND trx_state = 'LOCK WAIT'"
    )


class MysqlLink:
    """See ``graders.sql.link.Link``. Scripts of several statements are for everybody but ``reader``."""

    def __init__(self, address: tuple[str, int], *, user: str, database: str, seconds: float | None) -> None:
        self._arguments: dict[str, Any] = {
            "host": address[0],
            "port": address[1],
            "user": user,
            "password": "",
            "database": database,
            "autocommit": True,
            "charset": "utf8mb4",
            "connect_timeout": CONNECT_SECONDS,
            "read_timeout": READ_SECONDS,
            "cursorclass": SSCursor,
            "conv": {},
            "local_infile": False,
            "client_flag": 0 if user == "reader" else CLIENT.MULTI_STATEMENTS,
        }
        self._seconds = seconds or 0.0
        self.connection = self._connected()
        self.attempt(f"SET max_statement_time = {self._seconds:.3f}")

    def _connected(self) -> pymysql.Connection[Any]:
        try:
            return pymysql.connect(**self._arguments)
        except (pymysql.MySQLError, *_BROKEN) as error:
            raise LinkBroken(str(error)) from error

    def answer(self, query: str, *, seconds: float) -> Answer:
        """See ``Link.answer``."""
        if seconds < self._seconds / 2:
            self.attempt(f"SET max_statement_time = {seconds:.3f}")
            self._seconds = seconds
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(query)
                return self._rows(cursor)
        except pymysql.MySQLError as error:
            return self._refusal(error, query)
        except _BROKEN as error:
            raise LinkBroken(f"an answer that is none: {error}") from error

    def _rows(self, cursor: Any) -> Answer:
        if cursor.description is None:
            return refusal(RefusalKind.NO_ROWS)
        names = column_names(column[0] for column in cursor.description)
        if not names:
            self._stop()
            return refusal(RefusalKind.ERROR, TOO_WIDE)
        kinds = [column[1] for column in cursor.description]
        bounds = Bounds(rows=MAX_ROWS, size=MAX_ANSWER_BYTES)
        rows: list[Row] = []
        for record in iter(cursor.fetchone, None):
            row = tuple(map(_value, record, kinds))
            over = bounds.taken(row)
            if over is not None:
                self._stop()
                return refusal(over)
            rows.append(row)
        return Rows(columns=names, rows=tuple(rows))

    def _stop(self) -> None:
        """Have the server stop sending: closing a cursor reads all that is left."""
        number = self.connection.thread_id()  # type: ignore[no-untyped-call]
        with (
            pymysql.connect(**{**self._arguments, "user": "root", "database": None}) as other,
            other.cursor() as cursor,
        ):
            cursor.execute(f"KILL {int(number)}")

    def _refusal(self, error: pymysql.MySQLError, query: str) -> Refusal:
        code, message = error.args[0] if error.args else None, str(error.args[-1]) if error.args else ""
        if code in _GONE or not self.connection.open or not isinstance(code, int):
            raise LinkBroken(str(error)) from error
        kind = _KINDS.get(code, RefusalKind.ERROR)
        return refusal(kind, message, _offset(message, query))

    def attempt(self, script: str) -> Complaint | None:
        """See ``Link.attempt``."""
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(script)
                while cursor.nextset():
                    pass
        except pymysql.MySQLError as error:
            code = error.args[0] if error.args else None
            if code in _GONE or not self.connection.open:
                raise LinkBroken(str(error)) from error
            message = str(error.args[-1])[:MAX_MESSAGE_CHARS]
            return Complaint(code=str(code)[:8], message=message, offset=_offset(message, script))
        except _BROKEN as error:
            raise LinkBroken(f"an answer that is none: {error}") from error
        return None

    def close(self) -> None:
        """See ``Link.close``."""
        if self.connection.open:
            with suppress(pymysql.MySQLError, *_BROKEN):
                self.connection.close()


def _value(value: str | bytes | None, kind: int) -> Value:
    """A value from the text that the server writes for it."""
    if value is None or isinstance(value, bytes):
        return value
    if kind in _INTEGERS:
        number = int(value)
        return number if number in INT64 else float(number)
    if kind in _FLOATS:
        return float(value)
    return numeric(value) if kind in _NUMERIC else value


def _offset(message: str, query: str) -> int | None:
    """The place that a complaint about syntax names: a line, and how the text goes on from there."""
    found = _NEAR.search(message)
    if found is None:
        return None
    lines = query.split("\n")
    start = sum(len(line) + 1 for line in lines[: int(found["line"]) - 1]) if len(found["line"]) < 6 else len(query)  # noqa: PLR2004  (no text has so many lines)
    near = found["near"]
    if not near:
        return len(query.rstrip())
    place = query.find(near, start)
    return place if place >= 0 else None
