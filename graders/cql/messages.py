"""What to tell a learner whose CQL the server, or a check, is against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from graders.sql.refusals import excerpt
from graders.sql.show import cell, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.cql.errors import Complaint
    from graders.cql.script import Statement

_MOST_SHOWN = 8
_KNOWN_FORBIDDEN = "is not allowed here: tables, types and indexes of your own can be made and used, and nothing else"


def refusal(complaint: Complaint, file: str, text: str, statement: Statement | None) -> str:
    """A complaint about a statement of a file, with its place."""
    message = sentence(complaint.message)
    if "has no" in message and "permission on" in message:
        message = f"this {_KNOWN_FORBIDDEN} ({message})"
    if statement is None:
        return f"Cassandra does not carry out {file}: {message}."
    offset = statement.offset
    if complaint.line is not None:
        lines = statement.text.split("\n")
        before = sum(len(line) + 1 for line in lines[: complaint.line - 1])
        offset = min(offset + before + complaint.column, len(text))
    return f"Cassandra does not carry out {file}: {message}.{at(file, text, offset)}"


def at(file: str, text: str, offset: int | None) -> str:
    """The line of a place, under a message."""
    return "" if offset is None else f"\n\n{file}:\n{excerpt(text, min(offset, len(text)))}"


def told(value: object) -> Any:
    """A value as ``cell`` shows it."""
    return value if value is None or isinstance(value, str | bytes | int | float) else str(value)


def shown(rows: Sequence[Sequence[object]]) -> str:
    """Rows on few lines, for a message."""
    if not rows:
        return "no rows"
    lines = ["  ".join(cell(told(value)) for value in row) for row in rows[:_MOST_SHOWN]]
    more = len(rows) - len(lines)
    return "\n            ".join(lines + ([f"... and {more} more"] if more else []))


def fail(message: str) -> NoReturn:
    """End the check."""
    pytest.fail(message, pytrace=False)
