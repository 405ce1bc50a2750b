"""What a learner reads of a wrong answer: on which data, what came, what was expected, and perhaps a nudge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.sql.engine import ON_ANY_DATA, Refusal, Rows
from graders.sql.rows import DifferenceKind
from graders.sql.show import answer_table, database_tables

if TYPE_CHECKING:
    from graders.sql.judge import Counterexample
    from graders.sql.schema import Schema


def wrong_on_sample(found: Counterexample, *, data_name: str, advice: str) -> str:
    """The learner has this data, so only what differs is shown."""
    parts = []
    difference, got, expected = found.difference, found.got, found.expected
    if difference is not None and not isinstance(got, Refusal):
        count = f"{len(got.rows)} rows, expected {len(expected.rows)}. " if _counts_differ(found) else ""
        parts.append(f"On the data of {data_name}: {count}{difference.sentence}")
        if difference.kind is DifferenceKind.ORDER:
            parts += [_given(found), _wanted(found)]
        elif difference.kind is DifferenceKind.ROWS:
            if difference.missing:
                parts.append(answer_table("Missing from your result", expected.columns, difference.missing))
            if difference.extra:
                parts.append(answer_table("Not expected in your result", expected.columns, difference.extra))
    return _joined(*parts, advice)


def wrong_on_database(found: Counterexample, schema: Schema, *, refusal: str, advice: str) -> str:
    """The learner has not seen this data, so all of it is shown."""
    if isinstance(found.got, Refusal) and found.got.kind in ON_ANY_DATA:
        return refusal
    tables = database_tables(schema, found.database)
    if found.difference is None:
        return _joined("With these tables:", tables, refusal)
    if found.difference.kind in {DifferenceKind.COLUMN_COUNT, DifferenceKind.COLUMN_ORDER}:
        return found.difference.sentence  # the same on any data
    nothing_came = isinstance(found.got, Rows) and not found.got.rows
    sentence = "" if nothing_came else found.difference.sentence
    return _joined("With these tables:", tables, sentence, _given(found), _wanted(found), advice)


def _given(found: Counterexample) -> str:
    if isinstance(found.got, Refusal):
        return ""
    return answer_table("Your query gave", found.got.columns, found.got.rows)


def _wanted(found: Counterexample) -> str:
    return answer_table("Expected", found.expected.columns, found.expected.rows)


def _counts_differ(found: Counterexample) -> bool:
    return not isinstance(found.got, Refusal) and len(found.got.rows) != len(found.expected.rows)


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
