"""PostgreSQL, by psycopg: what a connection answers, in the words of ``graders.sql.engine``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import generators, pq

from graders.errors import LinkBroken
from graders.sql.engine import INT64, MAX_ANSWER_BYTES, MAX_MESSAGE_CHARS, MAX_ROWS, RefusalKind, Rows
from graders.sql.link import CONNECT_SECONDS, TOO_WIDE, Bounds, Complaint, column_names, numeric, refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.sql.engine import Answer, Refusal
    from graders.sql.schema import Row, Value

_INTEGERS = frozenset({20, 21, 23, 26})  # int8, int2, int4, oid: <catalog/pg_type_d.h>
_FLOATS = frozenset({700, 701})
_NUMERIC = 1700
_BYTEA = 17
_SEVERAL = "cannot insert multiple commands into a prepared statement"
_KINDS = {
    "42601": RefusalKind.SYNTAX,
    "42P02": RefusalKind.PLACEHOLDER,
    "42501": RefusalKind.FORBIDDEN,
    "25006": RefusalKind.FORBIDDEN,
    "57014": RefusalKind.TIME,
    "53200": RefusalKind.MEMORY,
    "53400": RefusalKind.MEMORY,
    "54000": RefusalKind.VALUE_SIZE,
}
"""https://www.postgresql.org/docs/15/errcodes-appendix.html"""


EXPLAIN = "EXPLAIN (FORMAT JSON) "
PAUSE_SECONDS = 0.005
"""How long not to ask who waits, between two times."""


def connect(address: tuple[str, int], *, user: str, database: str, seconds: float | None) -> PostgresqlLink:
    """See ``Dialect.connect``."""
    return PostgresqlLink(address, user=user, database=database, seconds=seconds)


def literal(value: Value) -> str:
    """See ``Dialect.value``: a quoted text has no type until the column gives it one."""
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'"
    return "'" + str(value).replace("'", "''") + "'"


def whole(statements: Sequence[str]) -> list[str]:
    """The statements as one transaction, which is what the server makes of a script by itself."""
    return list(statements)


def granting(database: str) -> list[str]:
    """What lets ``reader`` read all tables of a database, from inside of it."""
    return [f"GRANT CONNECT ON DATABASE {database} TO reader", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"]


def owning(database: str) -> list[str]:
    """See ``Dialect.owned_by_learner``."""
    return [
        f"DROP DATABASE IF EXISTS {database} WITH (FORCE)",
        "ALTER ROLE learner RESET ALL",  # settings of a role belong to no database
        f"CREATE DATABASE {database} OWNER learner",
    ]


def waiting(link: PostgresqlLink) -> str:
    """See ``Dialect.waiting``."""
    return f"SELECT (cardinality(pg_blocking_pids({link.connection.info.backend_pid})) > 0)::int"


class PostgresqlLink:
    """See ``graders.sql.link.Link``."""

    def __init__(self, address: tuple[str, int], *, user: str, database: str, seconds: float | None) -> None:
        host, port = address
        self._seconds = seconds or 0.0
        try:
            self.connection: psycopg.Connection[tuple[Any, ...]] = psycopg.connect(
                host=host,
                port=port,
                user=user,
                dbname=database,
                autocommit=True,
                connect_timeout=CONNECT_SECONDS,
                prepare_threshold=None,
                client_encoding="UTF8",
                options=f"-c statement_timeout={int(1000 * self._seconds)}",
            )
        except psycopg.Error as error:
            raise LinkBroken(str(error)) from error

    def answer(self, query: str, *, seconds: float) -> Answer:
        """See ``Link.answer``. By the extended protocol, for which two statements are a syntax error.

        Rows are taken one by one, in the form in which they come. After a refusal of one of the ``LIMITS`` the
        connection is closed: more rows are on their way.
        """
        if seconds < self._seconds / 2:
            self.attempt(f"SET statement_timeout = {int(1000 * seconds)}")
            self._seconds = seconds
        try:
            return self._asked(query)
        except psycopg.Error as error:
            self.close()
            raise LinkBroken(str(error)) from error
        except ValueError as error:
            raise LinkBroken(f"an answer that is none: {error}") from error

    def _asked(self, query: str) -> Answer:
        pgconn = self.connection.pgconn
        pgconn.send_query_params(query.encode(), None)
        pgconn.set_single_row_mode()
        self.connection.wait(generators.send(pgconn))
        bounds = Bounds(rows=MAX_ROWS, size=MAX_ANSWER_BYTES)
        rows: list[Row] = []
        answer: Answer = refusal(RefusalKind.NO_ROWS)
        while (result := self.connection.wait(generators.fetch(pgconn))) is not None:
            if result.status == pq.ExecStatus.SINGLE_TUPLE:
                row = tuple(_value(result.get_value(0, place), result.ftype(place)) for place in range(result.nfields))
                over = bounds.taken(row)
                if over is not None:
                    self.close()
                    return refusal(over)
                rows.append(row)
            elif result.status == pq.ExecStatus.TUPLES_OK:
                names = column_names((result.fname(place) or b"").decode() for place in range(result.nfields))
                answer = Rows(columns=names, rows=tuple(rows)) if names else refusal(RefusalKind.ERROR, TOO_WIDE)
            elif result.status == pq.ExecStatus.FATAL_ERROR:
                answer = self._refusal(result, query)
            elif result.status != pq.ExecStatus.COMMAND_OK:  # COPY, which goes on until somebody takes it
                self.close()
                return answer
        return answer

    def _refusal(self, result: pq.abc.PGresult, query: str) -> Refusal:
        def said(field: pq.DiagnosticField) -> str:
            return (result.error_field(field) or b"").decode("utf-8", "replace")

        state, message = said(pq.DiagnosticField.SQLSTATE), said(pq.DiagnosticField.MESSAGE_PRIMARY)
        if self.connection.closed or not state:
            raise LinkBroken(message or result.error_message.decode("utf-8", "replace"))
        if _SEVERAL in message:
            return refusal(RefusalKind.SEVERAL)
        kind = _KINDS.get(state, RefusalKind.ERROR)
        hint = said(pq.DiagnosticField.MESSAGE_HINT)
        if kind is RefusalKind.ERROR and hint:
            message = f"{message}. {hint}".rstrip(".")
        return refusal(kind, message, _offset(said(pq.DiagnosticField.STATEMENT_POSITION), query))

    def attempt(self, script: str) -> Complaint | None:
        """See ``Link.attempt``."""
        try:
            self.connection.execute(script.encode())
        except psycopg.Error as error:
            if self.connection.closed:
                raise LinkBroken(str(error)) from error
            said = error.diag
            message = (said.message_primary or str(error))[:MAX_MESSAGE_CHARS]
            place = _offset(said.statement_position or "", script)
            return Complaint(code=said.sqlstate or "", message=message, offset=place)
        return None

    def close(self) -> None:
        """See ``Link.close``."""
        self.connection.close()


def _offset(place: str, text: str) -> int | None:
    """The place in a text that an error names, counted from one."""
    offset = int(place) - 1 if place.isascii() and place.isdecimal() and len(place) < 9 else -1  # noqa: PLR2004  (no text is so long)
    return offset if 0 <= offset <= len(text) else None


def _value(data: bytes | None, kind: int) -> Value:
    """A value from the text that the server writes for it (section 8 of its manual)."""
    if data is None:
        return None
    if kind in _INTEGERS:
        number = int(data)
        if number not in INT64:
            raise ValueError("a number that is too large")
        return number
    if kind in _FLOATS:
        return float(data)
    text = data.decode()
    if kind == _NUMERIC:
        return numeric(text)
    if kind == _BYTEA:
        return bytes.fromhex(text.removeprefix("\\x"))
    return text
