"""What to tell a learner whose query gave no rows: what the engine said, where in the file, and what to look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graders.sql.engine import Refusal, RefusalKind
from graders.sql.show import sentence
from graders.sql.tokens import TokenKind, place, scan, statement_starts
from graders.sql.tree import parse_complaint

if TYPE_CHECKING:
    from graders.sql.schema import Schema

MAX_QUERY_CHARS = 50_000
"""A longer text is no query of a person, and SQLite's own limit is not far."""

_NAMED = re.compile(
    r'(no such column|no such table|no such function|ambiguous column name): "?(.+?)"?(?: - should .*)?'
)
_NAMED_ON_SERVERS = (
    re.compile(r"""relation "(?P<name>.+?)" does not exist|Table '(?P<other>.+?)' doesn't exist"""),
    re.compile(r"""column "?(?P<name>.+?)"? does not exist|Unknown column '(?P<other>.+?)' in"""),
)
"""What PostgreSQL and MariaDB say of a table, and of a column, that is not there."""
_DELIMITER = re.compile(r"^[ \t]*(DELIMITER)\b", re.IGNORECASE | re.MULTILINE)
_ACTIONS = {
    "insert": "It tries to insert rows.",
    "update": "It tries to update rows.",
    "delete": "It tries to delete rows.",
    "attach": "It tries to attach a database file.",
    "pragma": "It uses a PRAGMA.",
    "table": "It reads a table that is not one of the task's.",
    "transaction": "It begins or ends a transaction.",
    "function": "It calls a function that is about more than the data, such as load_extension() or changes().",
}


def refused_unseen(text: str, file: str) -> str:
    """Why a text is no single statement, told without an engine; empty when it is one."""
    if len(text) > MAX_QUERY_CHARS:
        return f"{file} has {len(text)} characters; a query of up to {MAX_QUERY_CHARS} is taken."
    starts = statement_starts(scan(text))
    if not starts:
        return f"{file} holds no statement: it is empty, or everything in it is a comment. Write one SELECT."
    if len(starts) > 1:
        line, _ = place(text, starts[1].start)
        return (
            f"{file} holds {len(starts)} statements, and one is expected. The second begins on line {line}:\n\n"
            f"{excerpt(text, starts[1].start)}\n\nKeep the query alone."
        )
    return ""


def explain(
    refusal: Refusal, text: str, file: str, schema: Schema, *, engine: str = "SQLite", dialect: str = "sqlite"
) -> str:
    """A refusal in words. Those of the limits end a session instead and don't come here.

    Args:
        refusal: by the engine.
        text: the query.
        file: its name.
        schema: of the tables that it may read.
        engine: who refused it, as people write it.
        dialect: the query's SQL, as sqlglot names it.
    """
    kind, message = refusal.kind, sentence(refusal.message)
    if kind is RefusalKind.FORBIDDEN:
        other = (
            "It tries to change tables, views, indexes or triggers." if engine == "SQLite" else f"{engine}: {message}."
        )
        action = _ACTIONS.get(message, other)
        return f"{file} may only read: one SELECT, with or without WITH. {action}"
    if kind is RefusalKind.SYNTAX:
        return _syntax(message, refusal.offset, text, file, engine=engine, dialect=dialect)
    if kind is RefusalKind.ERROR:
        return _error(message, refusal.offset, text, file, schema, engine=engine)
    plain = {
        RefusalKind.NO_ROWS: f"{file} holds a statement that gives no rows. Write one SELECT.",
        RefusalKind.SEVERAL: f"{file} holds several statements, and one is expected. Keep the query alone.",
        RefusalKind.PLACEHOLDER: f"{file} has a placeholder (such as ? or :name), and nothing to put in its place. "
        "Write the value itself.",
        RefusalKind.VALUE_SIZE: "The query builds a text or BLOB of more than a million bytes, or is too deep.",
    }
    return plain[kind]


def delimiter(text: str, file: str, *, dialect: str) -> str:
    """What to say of a text for MySQL that it cannot read for a DELIMITER; empty where there is none."""
    found = _DELIMITER.search(text) if dialect == "mysql" else None
    if found is None:
        return ""
    line, _ = place(text, found.start(1))
    return (
        f"{file} has DELIMITER on line {line}. That is a command of the program `mysql`, which cuts a file into"
        " statements by it, and is not SQL. Here the server gets the file as it is, and needs no help: leave DELIMITER"
        f" out, and end each statement with a semicolon.\n\n{excerpt(text, found.start(1))}"
    )


def excerpt(text: str, offset: int) -> str:
    """The line of a place, with its number and a mark under the place."""
    line, column = place(text, offset)
    shown = text.split("\n")[line - 1].rstrip("\r").replace("\t", " ")
    first = max(0, column - 60)
    head = f"  {line} | "
    return f"{head}{shown[first : first + 90]}\n{' ' * (len(head) + column - 1 - first)}^"


def _syntax(message: str, offset: int | None, text: str, file: str, *, engine: str, dialect: str) -> str:
    if told := delimiter(text, file, dialect=dialect):
        return told
    if message == "incomplete input":
        said = f"{file} ends too early: something is not finished, such as a parenthesis, a CASE or a text."
    else:
        said = f"{engine} cannot read {file}: {message}."
    if offset is None:
        return said
    line, column = place(text, offset)
    parts = [f"{said} (line {line}, column {column})", excerpt(text, offset)]
    before = [token for token in scan(text) if token.start < offset]
    complaint = parse_complaint(text, dialect, line)
    if before and before[-1].text == "," and message != "incomplete input":
        parts.append("There is a comma just before it.")
    elif complaint:
        parts.append(f"The parser says: {complaint}.")
    return "\n\n".join(parts)


def _error(message: str, offset: int | None, text: str, file: str, schema: Schema, *, engine: str) -> str:
    parts = [f"{engine} cannot run {file}: {message}."]
    named = _NAMED.fullmatch(message)
    on_server = next((found for found in (pattern.match(message) for pattern in _NAMED_ON_SERVERS) if found), None)
    if on_server:
        if offset is None:
            offset = _offset_of_name(text, _name_of(on_server).rsplit(".", 1)[-1])
        parts += [excerpt(text, offset)] if offset is not None else []
        what = "no such table" if on_server.re is _NAMED_ON_SERVERS[0] else "no such column"
        parts.append(_known(what, _name_of(on_server).rsplit(".", 1)[-1], schema))
    elif offset is not None:
        parts.append(excerpt(text, offset))
    elif named:
        what, name = named.groups()
        offset = _offset_of_name(text, name.rsplit(".", 1)[-1])
        if offset is not None:
            parts.append(excerpt(text, offset))
        if what in {"no such column", "no such table"}:
            parts.append(_known(what, name.rsplit(".", 1)[-1], schema))
        elif what == "ambiguous column name":
            parts.append(f"More than one table has it: write which one you mean, such as t.{name}.")
    elif "misuse of aggregate" in message:
        parts.append("An aggregate belongs into SELECT, HAVING or ORDER BY; WHERE looks at single rows, before them.")
    elif "misuse of window function" in message:
        parts.append("A window function belongs into SELECT or ORDER BY; to filter by it, wrap the query in another.")
    return "\n\n".join(parts)


def _name_of(found: re.Match[str]) -> str:
    return found["name"] or found["other"]


def _offset_of_name(text: str, name: str) -> int | None:
    for token in scan(text):
        if token.kind in (TokenKind.WORD, TokenKind.NAME) and token.value.lower() == name.lower():
            return token.start
    return None


def _known(what: str, name: str, schema: Schema) -> str:
    from difflib import get_close_matches

    columns = {column: None for table in schema.tables for column in table.column_names}
    tables = [table.name for table in schema.tables]
    names = tables if what == "no such table" else list(columns)
    close = get_close_matches(name.lower(), names, n=1)
    listed = "\n".join(f"  {table.name} ({', '.join(table.column_names)})" for table in schema.tables)
    suggestion = f"Did you mean {close[0]}? " if close else ""
    return f"{suggestion}The tables and their columns:\n{listed}"
