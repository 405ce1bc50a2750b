# ruff: noqa: S311 - random choices that can be repeated
"""The nudge that goes with a wrong answer, given only where query and rows point the same way."""

from __future__ import annotations

import random

import pytest

from graders.sql.advice import advise
from graders.sql.features import Features
from graders.sql.generate import Generator
from graders.sql.rows import compare
from graders.sql.schema import load_script
from graders.sql.tokens import literals, scan
from graders.sql.values import pools
from graders.sql.workbench import Workbench
from tests.graders.sql.pairs import SHOP, STAFF, WRONG, Pair

NUDGES = {
    "inner for left join": "An inner JOIN drops",
    "count star of an outer join": "COUNT(*) counts rows",
    "condition in WHERE": "WHERE looks at o.status after the LEFT JOIN",
    "condition in WHERE, or NULL": "WHERE looks at o.status after the LEFT JOIN",
    "sum without coalesce": "A NULL stands where a value is expected",
    "grouped by name": "There are too few groups",
    "= NULL": "A comparison with NULL",
    "month without year": "'%m' is the same for January",
    "limit hides ties": "LIMIT takes one row",
    "row_number hides ties": "ROW_NUMBER takes one row",
    "no partition": "The window reaches over all rows",
    "peers share the sum": "no frame reaches to the last row that ties",
    "join without condition": "joined without a condition",
    "NOT IN with NULL": "NOT IN (SELECT ...)",
    "integer division": "7 / 2 is 3",
    "distinct forgotten": "Rows come more than once",
    "two joins multiply": "multiple of what is expected",
    "order forgotten": "The query has no ORDER BY",
    "order upside down": "unless DESC says otherwise",
    "no manager left out": "An inner JOIN drops",
}
QUIET = (
    "<= for <",
    "> for >=",
    "AND binds closer",
    "having off by one",
    "count for sum",
    "running by id",
    "text for number",
)


def nudges(pair: Pair, *, databases: int = 60) -> set[str]:
    """What is said of a wrong query on databases where it is wrong."""
    schema, sample = load_script(pair.schema)
    bench = Workbench(schema, pair.reference)
    constants = literals(scan(pair.reference)) | literals(scan(pair.other))
    generator = Generator(bench, pools(bench, sample, constants), rng=random.Random(1), features=Features())
    said = set()
    for database in generator.databases(databases).databases:
        bench.load(database)
        expected, got = bench.expected(), bench.query(pair.other)
        found = compare(expected, got, ordered_by=pair.ordered_by)
        if found is not None:
            said.add(advise(pair.other, pair.reference, expected, got, found))
    return said


@pytest.mark.parametrize("pair", [pair for pair in WRONG if pair.name in NUDGES], ids=lambda pair: pair.name)
def test_the_likely_mistake_is_named(pair: Pair) -> None:
    said = nudges(pair)
    assert any(NUDGES[pair.name] in nudge for nudge in said), said


@pytest.mark.parametrize("pair", [pair for pair in WRONG if pair.name in QUIET], ids=lambda pair: pair.name)
def test_nothing_is_said_where_nothing_is_known(pair: Pair) -> None:
    assert nudges(pair) == {""}


def test_a_cross_join_that_the_reference_has_too_is_no_mistake() -> None:
    pair = Pair(
        "", SHOP, "SELECT c.id, s.v FROM customers c CROSS JOIN (SELECT 1 AS v) s",
        "SELECT c.id, s.v FROM customers c CROSS JOIN (SELECT 2 AS v) s",
    )  # fmt: skip
    assert not any("condition" in nudge for nudge in nudges(pair))


def test_an_anti_join_is_no_condition_that_undoes_a_left_join() -> None:
    pair = Pair(
        "", STAFF, "SELECT d.id FROM departments d LEFT JOIN employees e ON e.department_id = d.id WHERE e.id IS NULL",
        "SELECT d.id FROM departments d LEFT JOIN employees e ON e.department_id = d.id AND e.salary > 3000 "
        "WHERE e.id IS NULL AND d.id > 1",
    )  # fmt: skip
    assert not any("WHERE looks at" in nudge for nudge in nudges(pair))


def test_a_query_that_sqlglot_cannot_read_gets_no_advice() -> None:
    deep = "SELECT " + "(" * 70 + "1" + ")" * 70 + " AS a"
    assert nudges(Pair("", SHOP, "SELECT 2 AS a", deep), databases=2) == {""}
