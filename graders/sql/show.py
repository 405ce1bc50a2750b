"""Values, rows and databases as small aligned text, for messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.sql.schema import Database, Row, Schema, Value

MAX_ROWS = 12
MAX_COLUMNS = 12
MAX_CELL_CHARS = 32
INDENT = "  "

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def cell(value: Value) -> str:
    """A value as a table shows it: a text gets quotes only where it could be taken for something else."""
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return _cut(f"x'{value.hex()}'")
    if not isinstance(value, str):
        return _number(value)
    plain = one_line(value[: MAX_CELL_CHARS + 1])
    confusing = not plain or plain != plain.strip() or plain.upper() == "NULL" or _NUMBER.fullmatch(plain)
    return f"'{_cut(plain)}'" if confusing else _cut(plain)


def label(name: str) -> str:
    """The name of a column or a table of a query, for a sentence."""
    return one_line(name, limit=MAX_CELL_CHARS)


def sentence(text: str) -> str:
    """What a server said, on one line: its line breaks are none of a value's."""
    return one_line(" ".join(text.split()))


def one_line(text: str, *, limit: int = 300) -> str:
    """A learner's text inside a message: on one line, and not endless."""
    shown = text if text.isprintable() else "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
    return shown if len(shown) <= limit else f"{shown[: limit - 3]}..."


def in_sentence(value: Value) -> str:
    """A value inside a sentence: texts are quoted, as in SQL."""
    shown = cell(value)
    return f"'{shown}'" if isinstance(value, str) and not shown.startswith("'") else shown


def table(columns: Sequence[str], rows: Sequence[Row], *, max_rows: int = MAX_ROWS) -> str:
    """Aligned columns under their names, indented, with what is left out counted."""
    shown = [[cell(value) for value in row[:MAX_COLUMNS]] for row in rows[:max_rows]]
    heads = [cell(name) for name in columns[:MAX_COLUMNS]]
    widths = [max([len(head), *(len(row[index]) for row in shown)]) for index, head in enumerate(heads)]
    right = [_all_numbers([row[index] for row in rows[:max_rows]]) for index in range(len(heads))]
    lines = [_line(heads, widths, right), "-+-".join("-" * width for width in widths)]
    lines += [_line(row, widths, right) for row in shown]
    notes = []
    if len(rows) > max_rows:
        notes.append(_counted(len(rows) - max_rows, "more row"))
    if len(columns) > MAX_COLUMNS:
        notes.append(_counted(len(columns) - MAX_COLUMNS, "more column"))
    if notes:
        lines.append(f"... {' and '.join(notes)}")
    return "\n".join(INDENT + line.rstrip() for line in lines)


def answer_table(title: str, columns: Sequence[str], rows: Sequence[Row], *, max_rows: int = MAX_ROWS) -> str:
    """A table under a title that counts its rows. No rows are said in a word."""
    if not rows:
        return f"{title} no rows."
    return f"{title} ({_counted(len(rows), 'row')}):\n{table(columns, rows, max_rows=max_rows)}"


def database_tables(schema: Schema, database: Database, *, max_rows: int = MAX_ROWS) -> str:
    """Every table of a database; an empty one is said to be empty."""
    parts = []
    for each in schema.tables:
        rows = database.get(each.name, ())
        if rows:
            parts.append(f"{each.name}\n{table(each.column_names, rows, max_rows=max_rows)}")
        else:
            parts.append(f"{each.name} is empty (columns: {', '.join(each.column_names)})")
    return "\n\n".join(parts)


def markdown_table(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """The same as a Markdown table, whole."""
    right = [_all_numbers([row[index] for row in rows]) for index in range(len(columns))]
    lines = [
        "| " + " | ".join(map(_escaped, columns)) + " |",
        "|" + "|".join("---:" if is_right else "---" for is_right in right) + "|",
    ]
    lines += ["| " + " | ".join(_escaped(_whole(value)) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def _whole(value: Value) -> str:
    return value if isinstance(value, str) else cell(value)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.12g}" if value % 1 else f"{value:.1f}"


def _cut(text: str) -> str:
    return text if len(text) <= MAX_CELL_CHARS else text[: MAX_CELL_CHARS - 3] + "..."


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    aligned = zip(cells, widths, right, strict=True)
    return " | ".join(text.rjust(width) if is_right else text.ljust(width) for text, width, is_right in aligned)


def _all_numbers(values: Sequence[Value]) -> bool:
    return any(value is not None for value in values) and all(
        value is None or isinstance(value, int | float) for value in values
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
