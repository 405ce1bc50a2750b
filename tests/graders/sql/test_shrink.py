# ruff: noqa: S311 - random choices that can be repeated
"""Making a counterexample small."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from graders.sql.features import Features
from graders.sql.generate import Generator
from graders.sql.schema import Database, Schema, load_script
from graders.sql.shrink import shrink, size
from graders.sql.tokens import Literals
from graders.sql.values import pools
from graders.sql.workbench import Workbench
from tests.graders.sql.pairs import SHOP, STAFF

REFERENCE = "SELECT count(*) AS n FROM sqlite_schema"


def judge_by(
    bench: Workbench, holds: Callable[[Database], bool], batches: list[int] | None = None
) -> Callable[[Sequence[Database]], list[bool]]:
    def judge(databases: Sequence[Database]) -> list[bool]:
        if batches is not None:
            batches.append(len(databases))
        return [bench.load(database) and holds(database) for database in databases]

    return judge


def large(schema: Schema, sample: Database, holds: Callable[[Database], bool]) -> Database:
    bench = Workbench(schema, REFERENCE)
    found = pools(bench, sample, Literals(frozenset(), frozenset()))
    generator = Generator(bench, found, rng=random.Random(3), features=Features())
    return max(filter(holds, generator.databases(80).databases), key=size)


def test_a_single_row_is_left_when_one_is_enough() -> None:
    schema, sample = load_script(SHOP)

    def has_paid(database: Database) -> bool:
        return any(row[3] == "paid" for row in database["orders"])

    found = shrink(large(schema, sample, has_paid), schema, judge_by(Workbench(schema, REFERENCE), has_paid))
    assert [len(found["customers"]), len(found["orders"])] == [1, 1]


def test_the_result_still_shows_it_and_the_schema_still_allows_it() -> None:
    schema, sample = load_script(STAFF)
    bench = Workbench(schema, REFERENCE)

    def two_earn_the_same(database: Database) -> bool:
        salaries = [row[4] for row in database["employees"]]
        return len(set(salaries)) < len(salaries)

    found = shrink(large(schema, sample, two_earn_the_same), schema, judge_by(bench, two_earn_the_same))
    assert two_earn_the_same(found)
    assert bench.load(found)
    assert size(found) == 2


def test_rows_go_with_those_that_refer_to_them() -> None:
    schema, sample = load_script(SHOP)

    def knows_ben(database: Database) -> bool:
        return any(row[1] == "Ben" for row in database["customers"])

    found = shrink(sample, schema, judge_by(Workbench(schema, REFERENCE), knows_ben))
    assert found == {"customers": ((1, "Ben", "York"),), "orders": ()}


def test_numbers_become_plain_and_ids_count_from_one() -> None:
    schema, sample = load_script(SHOP)

    def has_order(database: Database) -> bool:
        return bool(database["orders"])

    found = shrink(sample, schema, judge_by(Workbench(schema, REFERENCE), has_order))
    (order,) = found["orders"]
    assert (order[0], order[1], order[4]) == (1, 1, 1)


def test_few_batches_are_enough() -> None:
    schema, sample = load_script(SHOP)
    batches: list[int] = []
    shrink(sample, schema, judge_by(Workbench(schema, REFERENCE), lambda made: bool(made["orders"]), batches))
    assert len(batches) <= 12


def test_what_cannot_be_made_smaller_is_given_back() -> None:
    schema, sample = load_script(SHOP)
    judge = judge_by(Workbench(schema, REFERENCE), lambda made: made == sample)
    assert shrink(sample, schema, judge) == sample
