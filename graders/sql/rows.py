"""Whether two queries gave the same, and what differs.

Rows are compared as bags: the same rows, each as often, in any order. The order counts only for the columns that
a task orders by; rows that tie on them may stand in any order. Columns are compared by place: a wrong name is
one check's business, not that of every check.

Two values are the same when

- both are NULL;
- both are numbers of the same value: 1 is 1.0, and sums of floats may differ by a rounding error;
- both are the same text, or the same bytes. A text is never a number, even if it looks like one.
"""

from __future__ import annotations

import enum
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.errors import ExerciseInvalid
from graders.sql.show import in_sentence, label

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from graders.sql.engine import Rows
    from graders.sql.schema import Row, Value

ROUNDING = 1e-9
"""The part of a number that adding floats in another order may change."""
_WHOLE = 2.0**63
"""Integers of SQL end here; a larger float is the same as none of them."""
_EVERY_PAIR = 40_000
"""Up to so many pairs of leftover rows are compared each with each."""


class DifferenceKind(enum.Enum):
    """What differs, the most basic first."""

    COLUMN_COUNT = "column count"
    COLUMN_ORDER = "column order"
    ROWS = "rows"
    ORDER = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How an answer differs from what was expected.

    Attributes:
        sentence: what is wrong, for people.
        missing: expected rows that did not come, each as often as it is missing.
        extra: rows that came and were not expected.
    """

    kind: DifferenceKind
    sentence: str
    missing: tuple[Row, ...] = ()
    extra: tuple[Row, ...] = ()


def same_value(expected: Value, got: Value, *, tolerance: float = 0.0) -> bool:
    """Whether two values are the same by the rules above; ``tolerance`` is how far numbers may be apart."""
    if isinstance(expected, int | float) and isinstance(got, int | float):
        if expected == got:
            return True
        if isinstance(expected, int) and isinstance(got, int) and not tolerance:
            return False
        return math.isclose(expected, got, rel_tol=ROUNDING, abs_tol=max(tolerance, ROUNDING))
    return expected == got


def compare(expected: Rows, got: Rows, *, ordered_by: Sequence[str] = (), tolerance: float = 0.0) -> Difference | None:
    """The first thing that differs, or None.

    Args:
        expected: the reference's answer.
        got: the learner's.
        ordered_by: the columns of ``expected`` whose order counts, most important first, each as ``"name"`` or
            ``"name DESC"``. The rows of ``expected`` are in the right order already.
        tolerance: how far apart two numbers may be beyond rounding errors.
    """
    found = _compare_columns(expected.columns, got.columns)
    if found is None:
        missing, extra = leftovers(expected.rows, got.rows, tolerance=tolerance)
        if missing or extra:
            sentence = _rows_sentence(expected, got, missing, extra, tolerance=tolerance)
            found = Difference(kind=DifferenceKind.ROWS, sentence=sentence, missing=missing, extra=extra)
        elif ordered_by:
            found = _compare_order(expected, got, ordered_by, tolerance=tolerance)
    return found


def leftovers(
    expected: Sequence[Row], got: Sequence[Row], *, tolerance: float = 0.0
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows of two bags that have no partner in the other: missing ones and extra ones."""
    missing, extra = _without_twin(expected, got), _without_twin(got, expected)
    if missing and extra:
        missing, extra = _match_closely(missing, extra, tolerance=tolerance)
    return tuple(missing), tuple(extra)


def nearest_pairs(missing: Sequence[Row], extra: Sequence[Row], *, tolerance: float = 0.0) -> list[tuple[Row, Row]]:
    """Missing rows with the extra row that seems to be meant: most values are the same, and at least one."""
    pairs = []
    free = list(extra)[:200]
    for row in list(missing)[:200]:
        best, best_count = None, 0
        for candidate in free:
            count = sum(same_value(a, b, tolerance=tolerance) for a, b in zip(row, candidate, strict=True))
            if count > best_count:
                best, best_count = candidate, count
        if best is not None and best_count * 2 >= len(row):
            free.remove(best)
            pairs.append((row, best))
    return pairs


def order_keys(ordered_by: Sequence[str], columns: Sequence[str]) -> list[int]:
    """The places of the columns that ``ordered_by`` names. Raises ``ExerciseInvalid`` for an unknown one."""
    places = []
    for item in ordered_by:
        name = item.split(" ", 1)[0]
        if name not in columns:
            raise ExerciseInvalid(f"ordered_by names {name!r}; the reference's columns are {', '.join(columns)}")
        places.append(list(columns).index(name))
    return places


def _compare_columns(expected: Sequence[str], got: Sequence[str]) -> Difference | None:
    if len(expected) != len(got):
        return Difference(
            kind=DifferenceKind.COLUMN_COUNT,
            sentence=f"Expected {_columns(expected)}; your query gives {_columns(got)}.",
        )
    wanted, came = [name.lower() for name in expected], [name.lower() for name in got]
    if wanted != came and sorted(wanted) == sorted(came):
        return Difference(
            kind=DifferenceKind.COLUMN_ORDER,
            sentence=f"The columns are in another order. Expected {', '.join(expected)}; "
            f"your query gives {', '.join(map(label, got))}.",
        )
    return None


def _columns(names: Sequence[str]) -> str:
    return f"{len(names)} column{'' if len(names) == 1 else 's'} ({', '.join(map(label, names))})"


def _match_closely(missing: list[Row], extra: list[Row], *, tolerance: float) -> tuple[list[Row], list[Row]]:
    """Pair rows whose numbers differ within the tolerance, among those that are alike but for numbers."""
    groups: dict[Row, tuple[list[Row], list[Row]]] = {}
    for side, rows in enumerate((missing, extra)):
        for row in rows:
            likeness = tuple(0 if isinstance(value, int | float) else value for value in row)
            groups.setdefault(likeness, ([], []))[side].append(row)
    left_missing: list[Row] = []
    left_extra: list[Row] = []
    for wanted, came in groups.values():
        if len(wanted) * len(came) > _EVERY_PAIR:  # then in the order of their numbers, which pairs them as well
            wanted.sort(key=_numbers)
            came.sort(key=_numbers)
            paired = list(zip(wanted, came, strict=False))
            unlike = [pair for pair in paired if not _same_row(*pair, tolerance=tolerance)]
            left_missing += [row for row, _ in unlike] + wanted[len(paired) :]
            left_extra += [row for _, row in unlike] + came[len(paired) :]
            continue
        for row in wanted:
            partner = next((other for other in came if _same_row(row, other, tolerance=tolerance)), None)
            if partner is None:
                left_missing.append(row)
            else:
                came.remove(partner)
        left_extra += came
    return left_missing, left_extra


def row_key(row: Row) -> Hashable:
    """What equal rows, and no others, have in common, made so that nobody can choose its hash.

    Python's hashes of texts are secret, those of numbers are not: thousands of rows of powers of two that all have one
    hash make a dictionary of them slow. So a number stands here as a text in a tuple; 1 and 1.0 as the same.
    """
    return tuple([(_digits(value),) if isinstance(value, int | float) else value for value in row])


def _digits(number: float) -> str:
    return str(int(number) if abs(number) < _WHOLE and number % 1 == 0 else number)


def _without_twin(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    """The rows that others don't have, or not as often."""
    left = Counter(map(row_key, others))
    found = []
    for row in rows:
        key = row_key(row)
        if left[key]:
            left[key] -= 1
        else:
            found.append(row)
    return found


def _numbers(row: Row) -> list[float]:
    return [value for value in row if isinstance(value, int | float)]


def _same_row(expected: Row, got: Row, *, tolerance: float) -> bool:
    return all(same_value(a, b, tolerance=tolerance) for a, b in zip(expected, got, strict=True))


def _compare_order(expected: Rows, got: Rows, ordered_by: Sequence[str], *, tolerance: float) -> Difference | None:
    """The bags are the same; then so are the rows that tie on the keys, once the keys follow each other right."""
    places = order_keys(ordered_by, expected.columns)
    for number, (wanted, came) in enumerate(zip(expected.rows, got.rows, strict=True), start=1):
        for place in places:
            if not same_value(wanted[place], came[place], tolerance=tolerance):
                name = expected.columns[place]
                return Difference(
                    kind=DifferenceKind.ORDER,
                    sentence=f"The rows are right, their order is not. Ordered by {', '.join(ordered_by)}, row "
                    f"{number} has {name} = {in_sentence(wanted[place])}; in yours it has "
                    f"{in_sentence(came[place])}.",
                )
    return None


def _rows_sentence(expected: Rows, got: Rows, missing: Sequence[Row], extra: Sequence[Row], *, tolerance: float) -> str:
    pairs = nearest_pairs(missing, extra, tolerance=tolerance)
    if pairs:
        return _pair_sentence(expected.columns, *pairs[0], tolerance=tolerance)
    if not got.rows:
        return "Your query gives no row at all."
    if not missing:
        repeated = [row for row in extra if row in expected.rows]
        if len(repeated) == len(extra):
            return "All expected rows are there, but some come more often than they should."
        return "All expected rows are there, and others that should not be."
    if not extra:
        return "What your query gives is right, but rows are missing."
    return "Rows are missing, and others should not be there."


def _pair_sentence(columns: Sequence[str], wanted: Row, came: Row, *, tolerance: float) -> str:
    """What differs between an expected row and the one that is probably meant to be it."""
    same, differing = [], []
    for name, a, b in zip(columns, wanted, came, strict=True):
        if same_value(a, b, tolerance=tolerance):
            same.append(f"{name} {in_sentence(a)}")
        else:
            differing.append(f"{name} is {in_sentence(b)}{_type_note(a, b)}, expected {in_sentence(a)}")
    return f"In the row with {', '.join(same[:3])}: {'; '.join(differing)}."


def _type_note(wanted: Value, came: Value) -> str:
    if isinstance(wanted, int | float) and isinstance(came, str):
        return " (a text, not a number)"
    if isinstance(wanted, str) and isinstance(came, int | float):
        return " (a number, not a text)"
    if isinstance(wanted, str) and isinstance(came, str) and wanted.strip().lower() == came.strip().lower():
        return " (only case or spaces differ)"
    return ""
