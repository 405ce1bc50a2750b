"""A nudge towards the mistake that a wrong answer looks like.

A rule speaks only if both the query's tree and the rows point the same way: a join without a condition is not
mentioned when rows are missing. It asks a question or says where to look, and never gives the query.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graders.errors import TooLong
from graders.sql import tree
from graders.sql.bounded_time import processor_seconds
from graders.sql.case import Case
from graders.sql.rows import Difference, DifferenceKind, row_key
from graders.sql.show import label
from graders.sql.tokens import scan

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot import exp

    from graders.sql.engine import Rows
    from graders.sql.schema import Row

SECONDS = 0.5
"""Processor time that looking for a nudge may take."""


def advise(
    text: str, reference_text: str, expected: Rows, got: Rows, difference: Difference, *, dialect: str = "sqlite"
) -> str:
    """One nudge, or nothing. Everything is on the same database, and both queries are in the dialect."""
    query = tree.parse(text, dialect)
    if query is None:
        return ""
    case = Case(
        query=query,
        reference=tree.parse(reference_text, dialect),
        text=text,
        reference_text=reference_text,
        expected=expected,
        got=got,
        difference=difference,
    )
    try:
        with processor_seconds(SECONDS):
            return next((nudge for rule in RULES if (nudge := rule(case))), "")
    except (TooLong, RecursionError):
        return ""


def _order_missing(case: Case) -> str:
    if case.difference.kind is not DifferenceKind.ORDER or case.query.args.get("order"):
        return ""
    return "The query has no ORDER BY at its end. Without one, rows come in any order, even if it looks right today."


def _order_of_text(case: Case) -> str:
    if case.difference.kind is not DifferenceKind.ORDER or not case.query.args.get("order"):
        return ""
    if case.says("DESC", reference=True) and not case.says("DESC"):
        return "ORDER BY puts the smallest first, unless DESC says otherwise."
    return ""


def _equals_null(case: Case) -> str:
    from sqlglot import exp

    for comparison in case.query.find_all(exp.EQ, exp.NEQ):
        if isinstance(comparison.expression, exp.Null) or isinstance(comparison.this, exp.Null):
            return "A comparison with NULL by = or <> is never true, not even for NULL. How does one ask for NULL?"
    return ""


def _not_in_null(case: Case) -> str:
    from sqlglot import exp

    for negation in case.query.find_all(exp.Not):
        inside = negation.this
        if isinstance(inside, exp.In) and inside.args.get("query") and len(case.got.rows) < len(case.expected.rows):
            return "NOT IN (SELECT ...) gives no row at all as soon as the SELECT has a NULL in it."
    return ""


def _join_without_condition(case: Case) -> str:
    from sqlglot import exp

    if case.difference.kind is not DifferenceKind.ROWS or case.only_missing:
        return ""
    if case.reference is not None and _loose_join(case.reference) is not None:
        return ""
    loose = _loose_join(case.query)
    if loose is None:
        return ""
    name = label(loose.this.alias_or_name) if isinstance(loose.this, exp.Expression) else "a table"
    return f"{name} is joined without a condition, so each of its rows meets every other row. What ties it to the rest?"


def _loose_join(query: exp.Expression) -> exp.Join | None:
    """A join without ON and USING, in a SELECT whose WHERE does not tie two tables either."""
    from sqlglot import exp

    for select in tree.selects(query):
        where = select.args.get("where")
        ties = [
            comparison
            for comparison in (where.find_all(exp.EQ) if where is not None else ())
            if isinstance(comparison.this, exp.Column) and isinstance(comparison.expression, exp.Column)
        ]
        for join in tree.joins(select):
            free = not join.args.get("on") and not join.args.get("using") and join.method.upper() != "NATURAL"
            if free and not ties:
                return join
    return None


def _inner_loses_rows(case: Case) -> str:
    if not case.difference.missing or case.reference is None:
        return ""
    kept = [join for select in tree.selects(case.reference) for join in tree.joins(select) if tree.is_outer(join)]
    outer = [join for select in tree.selects(case.query) for join in tree.joins(select) if tree.is_outer(join)]
    inner = [join for select in tree.selects(case.query) for join in tree.joins(select) if not tree.is_outer(join)]
    if not kept or outer or not inner or len(case.got.rows) >= len(case.expected.rows):
        return ""
    return "An inner JOIN drops every row that finds no partner. Should those rows be in the result?"


def _where_undoes_left_join(case: Case) -> str:
    from sqlglot import exp

    if not case.difference.missing:
        return ""
    for select in tree.selects(case.query):
        where = select.args.get("where")
        outer = {join.this.alias_or_name for join in tree.joins(select) if tree.is_outer(join)}
        if where is None or not outer:
            continue
        for column in where.find_all(exp.Column):
            tests_null = column.find_ancestor(exp.Is, exp.Coalesce) is not None
            if column.table in outer and not tests_null:
                named = f"{label(column.table)}.{label(column.name)}"
                return (
                    f"WHERE looks at {named} after the LEFT JOIN, and drops rows that the join "
                    "had kept. Which conditions belong to the join itself?"
                )
    return ""


def _count_star_of_outer(case: Case) -> str:
    from sqlglot import exp

    stars = [count for count in case.query.find_all(exp.Count) if isinstance(count.this, exp.Star)]
    outer = any(tree.is_outer(join) for select in tree.selects(case.query) for join in tree.joins(select))
    if stars and outer and any((wanted, came) == (0, 1) for wanted, came in case.differing_values()):
        return "COUNT(*) counts rows, and a LEFT JOIN gives one row to those without a partner. What should be counted?"
    return ""


def _null_for_zero(case: Case) -> str:
    from sqlglot import exp

    if case.reference is None or case.reference.find(exp.Coalesce) is None or case.query.find(exp.Coalesce) is not None:
        return ""
    if any(came is None and wanted is not None for wanted, came in case.differing_values()):
        return (
            "A NULL stands where a value is expected. The sum of no rows is NULL, and so is what is computed with NULL."
        )
    return ""


def _integer_division(case: Case) -> str:
    from sqlglot import exp

    if not any(case.query.find_all(exp.Div)):
        return ""
    for wanted, came in case.differing_values():
        if isinstance(wanted, float) and isinstance(came, int | float) and wanted % 1 and came == int(wanted):
            return "One whole number divided by another gives a whole number in SQLite: 7 / 2 is 3."
    return ""


def _limit_hides_ties(case: Case) -> str:
    limited = case.says("LIMIT") and not case.says("LIMIT", reference=True)
    numbered = case.says("ROW_NUMBER") and not case.says("ROW_NUMBER", reference=True)
    if not case.difference.missing or len(case.got.rows) >= len(case.expected.rows) or not (limited or numbered):
        return ""
    word = "LIMIT" if limited else "ROW_NUMBER"
    return f"{word} takes one row even where several share the first place. How do ties stay in?"


def _year_forgotten(case: Case) -> str:
    formats = "".join(token.value for token in scan(case.text) if token.text.startswith("'"))
    reference = case.reference_text.lower()
    tells_years = "%y" in reference or "substr" in reference
    if not case.difference.missing or "%m" not in formats or "%Y" in formats or not tells_years:
        return ""
    return "'%m' is the same for January of every year. Which months does the task tell apart?"


def _group_missing(case: Case) -> str:
    """Aggregates beside bare columns: without GROUP BY there is one row; with too few columns, too few rows."""
    from sqlglot import exp

    right = [_grouped(select) for select in tree.selects(case.reference)] if case.reference is not None else []
    for select in tree.selects(case.query):
        counted = any(tree.aggregates(item) for item in select.expressions)
        bare = [item for item in select.expressions if item.find(exp.Column) and not item.find(exp.AggFunc)]
        fewer = len(case.got.rows) < len(case.expected.rows)
        grouped = _grouped(select)
        if not counted or not bare or not fewer or grouped in right:
            continue
        if not grouped:
            return "An aggregate without GROUP BY makes one row of all. What should there be one row of?"
        left_out = [item for item in bare if not _named_in(item, select, grouped)]
        if left_out:
            return (
                f"{label(left_out[0].alias_or_name)} is selected and is not in GROUP BY, so SQLite shows it from any "
                "row of the group. What should there be one row of?"
            )
        return "There are too few groups. Can two different things have the same value in GROUP BY's columns?"
    return ""


def _grouped(select: exp.Select) -> frozenset[str]:
    """What a SELECT groups by: the names of columns without their table, other expressions as written."""
    from sqlglot import exp

    group = select.args.get("group")
    found = group.expressions if group is not None else []
    return frozenset((item.name if isinstance(item, exp.Column) else item.sql()).lower() for item in found)


def _named_in(item: exp.Expression, select: exp.Select, grouped: frozenset[str]) -> bool:
    """Whether GROUP BY has a selected item: as it is, by its alias or by its number."""
    inner = item.unalias()
    names = {item.alias_or_name.lower(), inner.sql().lower(), inner.name.lower()}
    return bool(grouped & {*names, str(select.expressions.index(item) + 1)})


def _window_frame(case: Case) -> str:
    """A running sum that ties share: the reference orders by more, or says which rows are in the sum."""
    from sqlglot import exp

    if case.reference is None or not _repeats(case.got.rows, case.expected.rows):
        return ""
    right = [(_order_of(window), window.args.get("spec")) for window in case.reference.find_all(exp.Window)]
    for window in case.query.find_all(exp.Window):
        order = _order_of(window)
        if not order or window.args.get("spec") or not isinstance(window.this, exp.AggFunc):
            continue
        if any(other[: len(order)] == order and (len(other) > len(order) or frame) for other, frame in right):
            return (
                "A window with ORDER BY and no frame reaches to the last row that ties with the current one: rows "
                "of the same ORDER BY value get the same sum. Is the order unique, and which frame do you want?"
            )
    return ""


def _order_of(window: exp.Window) -> list[str]:
    """The columns that a window is ordered by, without their tables."""
    order = window.args.get("order")
    return [] if order is None else [item.this.name.lower() for item in order.expressions]


def _repeats(got: tuple[Row, ...], expected: tuple[Row, ...]) -> bool:
    """Whether the last value comes more often in an answer than it should: a sum that ties share."""
    came = Counter(row[-1] for row in got)
    wanted = Counter(row[-1] for row in expected)
    return any(count > wanted[value] for value, count in came.items())


def _partition_missing(case: Case) -> str:
    from sqlglot import exp

    if case.reference is None or case.difference.kind is not DifferenceKind.ROWS:
        return ""
    windows = list(case.query.find_all(exp.Window))
    parts = any(window.args.get("partition_by") for window in case.reference.find_all(exp.Window))
    if windows and parts and not any(window.args.get("partition_by") for window in windows):
        return "The window reaches over all rows. Where should it begin anew?"
    return ""


def _duplicates(case: Case) -> str:
    if not case.only_extra or not set(map(row_key, case.difference.extra)) <= set(map(row_key, case.expected.rows)):
        return ""
    if any(tree.joins(select) for select in tree.selects(case.query)):
        return "Rows come more than once: a join gives one row for each partner that it finds."
    return "Rows come more than once. Which of them should be taken together?"


def _sum_multiplied(case: Case) -> str:
    """Sums that are a whole multiple: rows met several partners before they were added."""
    numbers = [
        (wanted, came)
        for wanted, came in case.differing_values()
        if isinstance(wanted, int | float) and isinstance(came, int | float) and wanted
    ]
    joined = sum(len(tree.joins(select)) for select in tree.selects(case.query))
    if numbers and joined > 1 and all(came > wanted > 0 and not came % wanted for wanted, came in numbers):
        return "Some values are a multiple of what is expected: a second join repeats rows before they are added up."
    return ""


RULES: tuple[Callable[[Case], str], ...] = (
    _order_missing,
    _order_of_text,
    _equals_null,
    _join_without_condition,
    _where_undoes_left_join,
    _inner_loses_rows,
    _count_star_of_outer,
    _not_in_null,
    _integer_division,
    _limit_hides_ties,
    _year_forgotten,
    _partition_missing,
    _window_frame,
    _group_missing,
    _null_for_zero,
    _sum_multiplied,
    _duplicates,
)
"""The special before the general; the first that speaks is heard."""
