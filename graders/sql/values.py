"""Which values a generated column takes: those that tell right queries from wrong ones, and look like the task.

A column's pool holds what the exercise's own data has in it, the constants of both queries, and the neighbours of
these: a day before and after, the same day of another year, a number one larger, a name in other letters. So a
comparison with ``<`` for ``<=``, a month without its year or a missing ``lower()`` meets the value that shows it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from graders.sql.schema import Affinity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graders.sql.schema import Column, Database, Table, Value
    from graders.sql.tokens import Literals
    from graders.sql.workbench import Workbench

SAMPLED = 40
"""Values of the exercise's own data in one pool, at most."""
LONGEST_TEXT = 60
"""A constant longer than this is no value of a column."""

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?")
_TIME_FORMAT = re.compile(r"(%[dfFGHIJMRSTUVWYegjklmpsuw]|[-:/ .T])+")
"""What ``strftime`` takes (https://www.sqlite.org/lang_datefunc.html); no column holds it."""
_DEFAULTS: dict[Affinity, tuple[Value, ...]] = {
    Affinity.INTEGER: (0, 1, 2, 3, 10),
    Affinity.REAL: (0.0, 0.5, 1.0, 2.5),
    Affinity.NUMERIC: (0, 1, 2, 2.5, 10),
    Affinity.TEXT: ("a", "b", "c", "ab"),
    Affinity.BLOB: ("a", 1, 2),
}


def neighbours(value: Value) -> list[Value]:
    """Values next to one, of its own kind."""
    if isinstance(value, int):
        return [value - 1, value + 1]
    if isinstance(value, float):
        return [value - 0.01, value + 0.01, float(int(value))]
    if isinstance(value, str):
        dates = _date_neighbours(value)
        return list(dates) if dates is not None else list(_text_neighbours(value))
    return []


class Pool(NamedTuple):
    """What a column may hold, and what of it the queries themselves look at: constants and their neighbours."""

    values: list[Value]
    special: list[Value]


Pools = Mapping[tuple[str, str], Pool]
"""The pool of each column, by table and column."""


def pools(bench: Workbench, sample: Database, literals: Literals) -> Pools:
    """The pool of each column: never empty, the same for the same input, and nothing in it that a CHECK refuses."""
    schema = bench.schema
    own = {
        (table.name, column.name): _sampled(table, column, sample)
        for table in schema.tables
        for column in table.columns
    }
    known = {value for values in own.values() for value in values}
    bench.load(sample)
    found = {}
    for table in schema.tables:
        for place, column in enumerate(table.columns):
            values = own[table.name, column.name]
            constants = [value for value in _constants(literals) if _belongs(value, column, values, known)]
            pool = _pool(column, values, constants)
            for row in sample[table.name][:1]:
                before, after = row[:place], row[place + 1 :]
                taken = {value for value in pool.values if bench.permits(table.name, (*before, value, *after))}
                pool = Pool(*([value for value in part if value in taken] for part in pool))
            found[table.name, column.name] = pool if pool.values else Pool(list(_DEFAULTS[column.affinity]), [])
    return found


def _pool(column: Column, values: Sequence[Value], constants: Sequence[Value]) -> Pool:
    special = [*constants, *(other for value in constants for other in neighbours(value))]
    near = [other for value in list(values)[:6] if is_date(value) for other in neighbours(value)]
    pool = Pool(list(dict.fromkeys([*values, *special, *near])), list(dict.fromkeys(special)))
    if column.affinity.is_number:
        numbers = [value for value in [*values, *constants] if isinstance(value, int | float)]
        least = min([0, *numbers])  # nothing says that a column of amounts may hold negative ones
        pool = Pool(*([value for value in part if _at_least(value, least)] for part in pool))
    return pool


def _at_least(value: Value, least: float) -> bool:
    return isinstance(value, int | float) and value >= least


def is_date(value: Value) -> bool:
    """Whether a value is a date or a time as SQLite writes them."""
    return isinstance(value, str) and _DATE.fullmatch(value) is not None


def _sampled(table: Table, column: Column, sample: Database) -> list[Value]:
    place = table.position(column.name)
    values = dict.fromkeys(row[place] for row in sample[table.name] if row[place] is not None)
    step = max(1, len(values) // SAMPLED)
    return list(values)[::step]


def _constants(literals: Literals) -> list[Value]:
    texts: list[Value] = []
    for text in sorted(literals.texts):
        if _TIME_FORMAT.fullmatch(text):
            continue
        if "%" in text or "_" in text:  # a pattern of LIKE: what it could match
            texts += [text.replace("%", "").replace("_", "x"), text.replace("%", "ab").replace("_", "y")]
        else:
            texts.append(text)
    return [
        *(text for text in texts if isinstance(text, str) and len(text) <= LONGEST_TEXT),
        *sorted(literals.numbers),
    ]


def _belongs(value: Value, column: Column, values: Sequence[Value], known: set[Value]) -> bool:
    """Whether a query's constant could stand in a column: of its type, and not at home in another column."""
    if isinstance(value, str):
        if column.affinity is not Affinity.TEXT or (value in known and value not in values):
            return False
        alike = [is_date(other) == is_date(value) for other in values]
        worded = any(map(str.isalpha, value)) or not all(any(map(str.isalpha, str(other))) for other in values)
        return all(alike) and (worded or not values)
    if column.affinity is Affinity.INTEGER:
        return isinstance(value, int)
    return column.affinity.is_number


def _date_neighbours(text: str) -> Iterable[str] | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        day = dt.date(*map(int, match.group(1, 2, 3)))
        others = [
            day - dt.timedelta(days=1),
            day + dt.timedelta(days=1),
            day.replace(day=1),
            (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1),
            (day - dt.timedelta(days=366)).replace(day=min(day.day, 28)),
            (day + dt.timedelta(days=366)).replace(day=min(day.day, 28)),
        ]
    except (ValueError, OverflowError):  # no such day, or the end of the calendar
        return []
    time = text[10:]
    if not time:
        return [other.isoformat() for other in others]
    midnights = [
        "".join((text[:11], "00:00:00"[: len(time) - 1])),
        "".join((text[:11], "23:59:59"[: len(time) - 1])),
    ]
    return [*midnights, *(other.isoformat() + time for other in others)]


def _text_neighbours(text: str) -> Iterable[str]:
    return [other for other in (text.swapcase(), text + "x", text[:-1]) if other and other != text]
