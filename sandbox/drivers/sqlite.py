"""The program inside a sandbox that runs a learner's SQL on SQLite. One file, standard library only.

It is asked over descriptor 3 and answers over descriptor 4, one length-prefixed JSON-RPC message at a time. A
request carries a query and any number of small databases; each gets a connection of its own in memory, is
filled, locked, and only then meets the query:

- an authorizer lets a statement read, but not what SQLite tells of itself, and call the functions of SQL that are
  listed here, and do nothing else: SQLite asks it for every table, function, pragma and attachment while it prepares
  a statement, so this holds where a parser would be fooled;
- the defensive settings that this Python offers are on, and the schema is not trusted;
- lengths, columns and depth are limited, memory has a hard limit, and rows, bytes and seconds are counted.

Nobody trusts what this program says, for it runs beside the query: it is the solution's word. The trusted
side runs the reference solution through ``execute`` in its own process: both queries meet the same rules.
"""

from __future__ import annotations

import json
import math
import os
import sqlite3
import struct
import time

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

Cell = str | int | float | bytes | None
Json = str | int | float | None | dict[str, str] | dict[str, int]
Row = tuple[Cell, ...]

HEADER = struct.Struct(">I")
REQUESTS, REPLIES = 3, 4
MAX_MESSAGE_BYTES = 16 << 20
HARD_HEAP_BYTES = 96 << 20
STEPS_BETWEEN_LOOKS = 20_000  # virtual machine steps; some 200 microseconds
PLACES = 100  # where a token may stand that SQLite stumbled over; beyond, nobody is told the place
CELL_BYTES = 12  # what a cell costs at least on the way out

FUNCTIONS = """
abs char coalesce concat concat_ws format glob hex if ifnull iif instr length like likelihood likely lower ltrim
max min nullif octet_length printf quote random randomblob replace round rtrim sign soundex sqlite_version
substr substring subtype trim typeof unhex unicode unistr unistr_quote unlikely upper zeroblob
current_date current_time current_timestamp date datetime julianday strftime time timediff unixepoch
avg count group_concat median percentile percentile_cont percentile_disc string_agg sum total
cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number
acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power
radians sin sinh sqrt tan tanh trunc
-> ->> json json_array json_array_insert json_array_length json_error_position json_extract json_group_array
json_group_object json_insert json_object json_patch json_pretty json_quote json_remove json_replace json_set
json_type json_valid jsonb jsonb_array jsonb_array_insert jsonb_extract jsonb_group_array jsonb_group_object
jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set
"""
"""What a query may call: what SQLite documents for SQL (lang_corefunc, lang_datefunc, lang_aggfunc, windowfunctions,
percentile, lang_mathfunc, json1), without what is about the connection, the library and files."""
OPEN_FUNCTIONS = frozenset(FUNCTIONS.split())

LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, 1_000_000),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 200),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 100),
    (sqlite3.SQLITE_LIMIT_VDBE_OP, 250_000),
    (sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 100),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 10),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)

SCHEMA_TABLES = frozenset({"sqlite_master", "sqlite_temp_master"})
MODULES = frozenset({"json_each", "json_tree"})  # other tables that SQLite brings are about its own insides

ACTIONS = {
    sqlite3.SQLITE_INSERT: "insert",
    sqlite3.SQLITE_UPDATE: "update",
    sqlite3.SQLITE_DELETE: "delete",
    sqlite3.SQLITE_ATTACH: "attach",
    sqlite3.SQLITE_DETACH: "attach",
    sqlite3.SQLITE_PRAGMA: "pragma",
    sqlite3.SQLITE_TRANSACTION: "transaction",
    sqlite3.SQLITE_SAVEPOINT: "transaction",
    sqlite3.SQLITE_FUNCTION: "function",
}

LOCKS = (  # sqlite3.setconfig is there from Python 3.12 on; the pragmas hold on 3.11 too
    ("SQLITE_DBCONFIG_DEFENSIVE", True),
    ("SQLITE_DBCONFIG_TRUSTED_SCHEMA", False),
    ("SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION", False),
    ("SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER", False),
    ("SQLITE_DBCONFIG_WRITABLE_SCHEMA", False),
)


class Refused(Exception):
    """The query has no rows to give. ``kind`` is one of the words of ``graders.sql.engine.RefusalKind``."""

    def __init__(self, kind: str, message: str = "", offset: int | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.message = message
        self.offset = offset


class Budget:
    """What all databases of one request may use together: bytes and seconds; rows are counted for each."""

    def __init__(self, *, rows: int, size: int, seconds: float | None) -> None:
        self.rows = rows
        self.size = size
        self.deadline = math.inf if seconds is None else time.monotonic() + seconds

    def spent(self) -> bool:
        """Whether the time is up. SQLite asks between steps, and stops the query at True."""
        return time.monotonic() > self.deadline

    def take(self, row: Row) -> None:
        """Count one row's bytes; raise when there are none left."""
        for value in row:
            self.size -= CELL_BYTES + (len(value) if isinstance(value, (str, bytes)) else 0)
        if self.size < 0:
            raise Refused("bytes")


def execute(
    query: str,
    schema: Sequence[str],
    columns: Mapping[str, Sequence[str]],
    tables: Mapping[str, Sequence[Sequence[Cell]]],
    budget: Budget,
) -> tuple[list[str], list[Row]]:
    """Run one query on one fresh database.

    Args:
        query: the text, as handed in.
        schema: the statements that make the tables.
        columns: the columns that are filled, by table.
        tables: the rows, by table.
        budget: what is left to use.

    Returns:
        The names of the columns (a list) and the rows (a list of tuples).

    Raises:
        Refused: the query is no single statement that reads, SQLite cannot run it, or it went over a limit.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=0)
    try:
        fill(connection, schema, columns, tables)
        denied: list[str] = []
        lock(connection, denied)
        connection.set_progress_handler(budget.spent, STEPS_BETWEEN_LOOKS)
        try:
            return read(connection, query, budget)
        except MemoryError:
            raise Refused("memory") from None
        except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
            raise explained(error, denied, connection, query) from None
    finally:
        connection.close()


def fill(
    connection: sqlite3.Connection,
    schema: Sequence[str],
    columns: Mapping[str, Sequence[str]],
    tables: Mapping[str, Sequence[Sequence[Cell]]],
) -> None:
    """Make the tables and put the rows in, in one transaction."""
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("BEGIN")
    for statement in schema:
        connection.execute(statement)
    for table, rows in tables.items():
        names = columns[table]
        marks = ", ".join("?" * len(names))
        listed = ", ".join(map(quoted, names))
        connection.executemany(f"INSERT INTO {quoted(table)} ({listed}) VALUES ({marks})", rows)  # noqa: S608  (the author's own names)
    connection.execute("COMMIT")


def quoted(name: str) -> str:
    """A name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def lock(connection: sqlite3.Connection, denied: list[str]) -> None:
    """From here on this connection only reads. What is refused is noted in ``denied``."""
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    setconfig = getattr(connection, "setconfig", None)
    if setconfig is not None:
        for name, value in LOCKS:
            setconfig(getattr(sqlite3, name), value)
    for category, limit in LIMITS:
        connection.setlimit(category, limit)
    modules = {name for (name,) in connection.execute("PRAGMA module_list")}
    insides = modules - MODULES - {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}

    def authorize(action: int, first: str | None, second: str | None, *_: object) -> int:
        if permitted(action, str(first), str(second), insides):
            return sqlite3.SQLITE_OK
        denied.append(word_for(action, str(first)))
        return sqlite3.SQLITE_DENY

    connection.set_authorizer(authorize)


def permitted(action: int, first: str, second: str, insides: set[str]) -> bool:
    """Whether a statement may do this; what ``first`` and ``second`` are depends on the action."""
    if action == sqlite3.SQLITE_READ:
        return first not in insides
    if action == sqlite3.SQLITE_FUNCTION:
        return second.lower() in OPEN_FUNCTIONS
    if action == sqlite3.SQLITE_UPDATE:
        # Asked for each table-valued function, json_each() for one. A real update of these tables is refused
        # by SQLite itself: they may not be modified, and query_only is on.
        return first in SCHEMA_TABLES
    return action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE)


def word_for(action: int, first: str) -> str:
    """What a refused action is, in one of the words of ``graders.sql.refusals``."""
    if action == sqlite3.SQLITE_READ:
        return "pragma" if first.startswith("pragma_") else "table"
    return "schema" if first in SCHEMA_TABLES else ACTIONS.get(action, "schema")


def read(connection: sqlite3.Connection, query: str, budget: Budget) -> tuple[list[str], list[Row]]:
    """The columns and rows of a query, within the budget."""
    cursor = connection.execute(query)
    if cursor.description is None:
        raise Refused("no_rows")
    names = [column[0] for column in cursor.description]
    rows: list[Row] = []
    for row in cursor:
        if len(rows) == budget.rows:
            raise Refused("rows")
        budget.take(row)
        rows.append(row)
    return names, rows


def explained(error: Exception, denied: list[str], connection: sqlite3.Connection, query: str) -> Refused:
    """What an exception of SQLite means, as ``Refused``."""
    message = str(error)
    if denied:
        return Refused("forbidden", denied[0])
    if message == "interrupted":
        return Refused("time")
    if "one statement at a time" in message:
        return Refused("several")
    if "bindings" in message or "binding" in message:
        return Refused("placeholder")
    if "too big" in message:
        return Refused("value_size")
    if message.endswith("syntax error") or message == "incomplete input" or "unrecognized token" in message:
        return Refused("syntax", message, offset_of(message, connection, query))
    return Refused("error", message)


def offset_of(message: str, connection: sqlite3.Connection, query: str) -> int | None:
    """Where in the query SQLite stopped reading, in characters.

    Python does not pass on ``sqlite3_error_offset``. But SQLite reads from left to right and names the token
    that it stumbled over, so the place is the end of the first prefix that ends with this token and fails with
    the same words.
    """
    if message == "incomplete input":
        return len(query.rstrip())
    token = message.partition('"')[2].rpartition('"')[0]
    start = query.find(token) if token else -1
    for _ in range(PLACES):
        if start < 0:
            break
        try:
            connection.execute("EXPLAIN " + query[: start + len(token)])
        except (sqlite3.Error, sqlite3.Warning) as error:
            if str(error) == message:
                return start
        start = query.find(token, start + 1)
    return None


# --- the wire ---------------------------------------------------------------------------------------------


def answers(params: dict[str, Any]) -> list[dict[str, object]]:
    """One answer for each database, in order; the list ends early where a limit was met."""
    budget = Budget(rows=params["rows"], size=params["bytes"], seconds=params["seconds"])
    found: list[dict[str, object]] = []
    for tables in params["databases"]:
        decoded = {name: [[decode(value) for value in row] for row in rows] for name, rows in tables.items()}
        try:
            names, rows = execute(params["query"], params["schema"], params["columns"], decoded, budget)
        except Refused as refused:
            answer: dict[str, object] = {"kind": refused.kind, "message": refused.message, "offset": refused.offset}
            found.append(answer)
            if refused.kind in ("time", "rows", "bytes", "memory"):
                break
            if refused.kind == "syntax":  # it is the same on every database, and looking for its place takes a while
                return found + [answer] * (len(params["databases"]) - len(found))
        else:
            found.append({"columns": names, "rows": [[encode(value) for value in row] for row in rows]})
    return found


def encode(value: Cell) -> Json:
    """A value of SQLite as JSON has it; what JSON lacks is an object with one key."""
    if isinstance(value, bytes):
        return {"blob": value.hex()}
    if isinstance(value, float) and math.isinf(value):
        return {"infinite": 1 if value > 0 else -1}
    return value


def decode(value: Cell | dict[str, Any]) -> Cell:
    """The value that ``encode`` stands for."""
    if isinstance(value, dict):
        return bytes.fromhex(value["blob"]) if "blob" in value else math.copysign(math.inf, value["infinite"])
    return value


def read_exactly(count: int) -> bytes | None:
    """The next bytes of the requests, or None at their end."""
    parts = bytearray()
    while len(parts) < count:
        part = os.read(REQUESTS, count - len(parts))
        if not part:
            return None
        parts += part
    return bytes(parts)


def reply(number: int, found: list[dict[str, object]]) -> None:
    """Send the answers; too many of them are a query's doing, and said as such."""
    payload = json.dumps({"jsonrpc": "2.0", "id": number, "result": found}, ensure_ascii=False).encode()
    if len(payload) > MAX_MESSAGE_BYTES:
        reply(number, [{"kind": "bytes", "message": "", "offset": None}])
        return
    data = memoryview(HEADER.pack(len(payload)) + payload)
    while data:
        data = data[os.write(REPLIES, data) :]


def serve() -> None:
    """Answer requests until there are no more."""
    sqlite3.connect(":memory:").execute(f"PRAGMA hard_heap_limit = {HARD_HEAP_BYTES}")
    while (header := read_exactly(HEADER.size)) is not None:
        payload = read_exactly(HEADER.unpack(header)[0])
        if payload is None:
            return
        request = json.loads(payload)
        reply(request["id"], answers(request["params"]))


if __name__ == "__main__":
    serve()
