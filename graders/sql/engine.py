"""Where a query runs: the learner's in the sandbox, the reference in this process.

An ``Engine`` is the seam for another database server: it takes a query and databases, and gives one answer for
each. Everything else in this package sees rows alone.
"""

from __future__ import annotations

import enum
import json
import math
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from sandbox.drivers import sqlite as driver
from sandbox.errors import EndReason, ProtocolError, SessionEnded
from sandbox.protocol import parse_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graders.sql.schema import Database, Row, Schema, Value

MAX_ROWS = 10_000
"""The rows of one answer; no exercise's right answer comes near it."""
MAX_ANSWER_BYTES = 4 << 20
"""All answers of one request together."""
MAX_MESSAGE_CHARS = 1_000
MAX_COLUMNS = 100
MAX_NAME_CHARS = 1_000
INT64 = range(-(2**63), 2**63)


class RefusalKind(enum.StrEnum):
    """Why a query gave no rows. The driver says these words."""

    SEVERAL = "several"
    NO_ROWS = "no_rows"
    """A statement that is no query, or no statement at all."""
    FORBIDDEN = "forbidden"
    SYNTAX = "syntax"
    PLACEHOLDER = "placeholder"
    VALUE_SIZE = "value_size"
    ERROR = "error"
    TIME = "time"
    ROWS = "rows"
    BYTES = "bytes"
    MEMORY = "memory"


LIMITS = frozenset({RefusalKind.TIME, RefusalKind.ROWS, RefusalKind.BYTES, RefusalKind.MEMORY})
ON_ANY_DATA = frozenset(
    {RefusalKind.SEVERAL, RefusalKind.NO_ROWS, RefusalKind.FORBIDDEN, RefusalKind.SYNTAX, RefusalKind.PLACEHOLDER}
)
"""Refusals of the text itself: no table has a part in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What a query gave: the names of its columns, and its rows in their order."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why it gave nothing. ``message`` is the engine's own, ``offset`` its place in the query, if known."""

    kind: RefusalKind
    message: str = ""
    offset: int | None = None


Answer = Rows | Refusal


class Conversation(Protocol):
    """Messages to and from the driver; ``sandbox.session.Connection`` is one."""

    def send(self, payload: bytes) -> None:
        """Send one message."""

    def receive(self) -> bytes:
        """Wait for the next one."""

    def fail(self, message: str) -> NoReturn:
        """The far side broke the rules."""


class Engine(Protocol):
    """A database server that a learner's query meets."""

    @property
    def dialect(self) -> str:
        """The name of its SQL, as sqlglot knows it."""

    def ask(self, query: str, databases: Sequence[Database]) -> Callable[[], list[Answer]]:
        """Start running a query on databases; the function that is returned waits for the answers.

        The list is shorter than ``databases`` only if its last item is a refusal of one of the ``LIMITS``.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxSqlite:
    """SQLite inside the sandbox, behind a hostile conversation.

    Attributes:
        conversation: with ``sandbox/drivers/sqlite.py``.
        schema: of every database that is asked about.
        seconds: how long one request may run. Less than the deadline of a check, so that a query which is
            merely slow is stopped inside and costs no sandbox.
    """

    conversation: Conversation
    schema: Schema
    seconds: float
    dialect: str = "sqlite"

    def ask(self, query: str, databases: Sequence[Database]) -> Callable[[], list[Answer]]:
        """See ``Engine``."""
        number = secrets.randbits(53)
        request = {
            "jsonrpc": "2.0",
            "id": number,
            "method": "answers",
            "params": {
                "query": query,
                "schema": self.schema.statements,
                "columns": self.schema.column_names,
                "databases": [_encoded(database) for database in databases],
                "rows": MAX_ROWS,
                "bytes": MAX_ANSWER_BYTES,
                "seconds": self.seconds,
            },
        }
        self.conversation.send(json.dumps(request, separators=(",", ":")).encode())

        def answers() -> list[Answer]:
            payload = self.conversation.receive()
            try:
                return _parse_answers(payload, number=number, count=len(databases), query_chars=len(query))
            except ProtocolError as error:
                self.conversation.fail(f"The SQL engine in the sandbox gave an impossible answer: {error}.")

        return answers


def limit_reached(refusal: Refusal, *, seconds: float) -> SessionEnded:
    """The end that a refusal of one of the ``LIMITS`` stands for."""
    reasons = {
        RefusalKind.TIME: (
            EndReason.TIME_LIMIT,
            (
                f"The query was still running after {seconds:g} seconds, on tables of a few rows. A recursive query "
                "that never stops does this, and so does joining a table to itself many times."
            ),
        ),
        RefusalKind.ROWS: (
            EndReason.OUTPUT_LIMIT,
            (
                f"The query gave more than {MAX_ROWS} rows and was stopped. The tables hold a few rows each: does "
                "every join have its condition, and does every recursion end?"
            ),
        ),
        RefusalKind.BYTES: (
            EndReason.OUTPUT_LIMIT,
            f"The query gave more than {MAX_ANSWER_BYTES >> 20} MiB and was stopped.",
        ),
        RefusalKind.MEMORY: (EndReason.MEMORY_LIMIT, "The query used more memory than it may."),
    }
    return SessionEnded(*reasons[refusal.kind])


def _encoded(database: Database) -> Mapping[str, list[list[object]]]:
    return {table: [[driver.encode(value) for value in row] for row in rows] for table, rows in database.items()}


def _parse_answers(payload: bytes, *, number: int, count: int, query_chars: int) -> list[Answer]:
    """The answers in a message. Raises ``ProtocolError`` for whatever an honest driver doesn't say."""
    reply = parse_object(payload)
    if reply.keys() != {"jsonrpc", "id", "result"} or type(reply["id"]) is not int or reply["id"] != number:
        raise ProtocolError("it answers something that was not asked")
    listed = reply["result"]
    if not isinstance(listed, list) or not 0 < len(listed) <= count:
        raise ProtocolError("not one answer for each database")
    answers = [_parse_answer(answer, query_chars=query_chars) for answer in listed]
    last = answers[-1]
    if len(answers) < count and not (isinstance(last, Refusal) and last.kind in LIMITS):
        raise ProtocolError("fewer answers than databases")
    return answers


def _parse_answer(answer: object, *, query_chars: int) -> Answer:
    if not isinstance(answer, dict):
        raise ProtocolError("an answer of the wrong shape")
    if answer.keys() == {"columns", "rows"}:
        return _parse_rows(answer["columns"], answer["rows"])
    if answer.keys() == {"kind", "message", "offset"}:
        return _parse_refusal(answer, query_chars=query_chars)
    raise ProtocolError("an answer of the wrong shape")


def _parse_rows(columns: object, rows: object) -> Rows:
    if not isinstance(columns, list) or not 0 < len(columns) <= MAX_COLUMNS:
        raise ProtocolError("no list of columns")
    if not isinstance(rows, list) or len(rows) > MAX_ROWS:
        raise ProtocolError("no list of rows, or too many")
    width = len(columns)
    parsed = []
    for row in rows:
        if not isinstance(row, list) or len(row) != width:
            raise ProtocolError("a row that does not fit its columns")
        parsed.append(tuple([_parse_value(value) for value in row]))
    return Rows(columns=tuple(_parse_text(name, limit=MAX_NAME_CHARS) for name in columns), rows=tuple(parsed))


def _parse_refusal(answer: Mapping[str, Any], *, query_chars: int) -> Refusal:
    kind, offset = answer["kind"], answer["offset"]
    if not isinstance(kind, str) or kind not in RefusalKind.__members__.values():
        raise ProtocolError("a refusal of no known kind")
    if offset is not None and (type(offset) is not int or not 0 <= offset <= query_chars):
        raise ProtocolError("a place outside the query")
    return Refusal(kind=RefusalKind(kind), message=_parse_text(answer["message"])[:MAX_MESSAGE_CHARS], offset=offset)


def _parse_value(value: object) -> Value:
    """A value of SQLite: None, a 64-bit int, a float, a text, or an object that stands for bytes or infinity."""
    kind = type(value)
    if value is None or kind is float:
        if value is not None and not math.isfinite(value):  # type: ignore[arg-type]  # a float, by its type
            raise ProtocolError("a number that JSON lacks")
        return value  # type: ignore[return-value]  # None or a float
    if kind is str:
        return _parse_text(value)
    if kind is int and value in INT64:
        return value  # type: ignore[return-value]  # an int
    if isinstance(value, dict) and len(value) == 1:
        return _parse_special(*next(iter(value.items())))
    raise ProtocolError(f"a {kind.__name__} where a value of SQL belongs")


def _parse_special(name: str, value: object) -> Value:
    if name == "blob" and isinstance(value, str):
        try:
            return bytes.fromhex(value)
        except ValueError:
            raise ProtocolError("a BLOB that is not hexadecimal") from None
    if name == "infinite" and type(value) is int and value in {1, -1}:
        return math.copysign(math.inf, value)
    raise ProtocolError("an object where a value of SQL belongs")


def _parse_text(text: object, *, limit: int | None = None) -> str:
    if not isinstance(text, str):
        raise ProtocolError(f"a {type(text).__name__} where text belongs")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise ProtocolError("half a character") from None
    return text if limit is None else text[:limit]
