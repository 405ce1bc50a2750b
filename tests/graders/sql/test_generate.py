# ruff: noqa: S311 - random choices that can be repeated
"""Databases made from a schema."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.errors import ExerciseInvalid
from graders.sql.features import Features
from graders.sql.generate import Generator
from graders.sql.schema import Database, load_script
from graders.sql.tokens import literals, scan
from graders.sql.values import Pools, neighbours, pools
from graders.sql.workbench import Workbench
from tests.graders.sql.pairs import LOANS, SHOP, STAFF

REFERENCE = "SELECT count(*) AS n FROM sqlite_schema"


def made(script: str, count: int = 30, *, seed: int = 1, query: str = "", **features: Any) -> tuple[Database, ...]:
    schema, sample = load_script(script)
    bench = Workbench(schema, REFERENCE)
    found = pools(bench, sample, literals(scan(query)))
    generator = Generator(bench, found, rng=random.Random(seed), features=Features(**features))
    return generator.databases(count).databases


def pools_of(script: str, query: str) -> Pools:
    schema, sample = load_script(script)
    return pools(Workbench(schema, REFERENCE), sample, literals(scan(query)))


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([SHOP, STAFF, LOANS]), st.integers(0, 10_000))
def test_the_schema_allows_every_database(script: str, seed: int) -> None:
    schema, _ = load_script(script)
    bench = Workbench(schema, REFERENCE)
    for database in made(script, 10, seed=seed):
        assert bench.load(database)
        assert bench.database() == database


def test_the_same_seed_makes_the_same_databases() -> None:
    assert made(SHOP, seed=4) == made(SHOP, seed=4)
    assert made(SHOP, seed=4) != made(SHOP, seed=5)


def test_no_database_comes_twice() -> None:
    databases = made(SHOP, 40)
    assert len(databases) == len({repr(database) for database in databases}) == 40


def test_among_some_dozens_there_are_empty_tables_nulls_ties_and_childless_parents() -> None:
    databases = made(SHOP, 60)
    assert any(not database["orders"] and database["customers"] for database in databases)
    assert any(row[2] is None for database in databases for row in database["customers"])
    assert any(len({row[1] for row in database["customers"]}) < len(database["customers"]) for database in databases)
    assert any(
        {row[0] for row in database["customers"]} - {row[1] for row in database["orders"]} for database in databases
    )


def test_what_a_check_asks_for_is_in_every_database() -> None:
    assert not any(database["orders"] for database in made(SHOP, empty=("orders",)))
    for database in made(SHOP, childless=("customers",)):
        assert {row[0] for row in database["customers"]} - {row[1] for row in database["orders"]}
    for database in made(SHOP, ties=("orders.amount",)):
        amounts = [row[4] for row in database["orders"] if row[4] is not None]
        assert len(set(amounts)) < len(amounts)
    for database in made(SHOP, nulls=("customers.city",)):
        assert None in [row[2] for row in database["customers"]]
    for database in made(SHOP, distinct=("customers.name",)):
        names = [row[1] for row in database["customers"]]
        assert len(set(names)) == len(names)
    for database in made(SHOP, where=("'cancelled' IN (SELECT status FROM orders)",)):
        assert "cancelled" in [row[3] for row in database["orders"]]
    for database in made(SHOP, values={"orders.amount": [7]}):
        assert {row[4] for row in database["orders"]} <= {7, None}


def test_a_key_with_given_values_takes_no_others() -> None:
    databases = made(LOANS, values={"books.isbn": ["a-1"]})
    assert {row[0] for database in databases for row in database["books"]} == {"a-1"}


@pytest.mark.parametrize(
    ("features", "part"),
    [
        ({"empty": ("odrers",)}, "no table 'odrers'"),
        ({"ties": ("orders.amont",)}, "names no column"),
        ({"nulls": ("orders.status",)}, "NOT NULL"),
        ({"where": ("1 = 2",)}, "had what the check asks for"),
        ({"where": ("nonsense(",)}, "query fails"),
    ],
)
def test_what_cannot_be_is_the_authors_mistake(features: dict[str, Any], part: str) -> None:
    with pytest.raises(ExerciseInvalid, match=part):
        made(SHOP, 2, **features)


def test_the_constants_of_a_query_and_their_neighbours_are_in_the_pools() -> None:
    query = "SELECT * FROM orders WHERE amount > 77 AND placed_on < '2024-07-01' AND name = 'Zed'"
    found = pools_of(SHOP, query)
    assert {76, 77, 78} <= set(found["orders", "amount"].special)
    assert {"2024-06-30", "2024-07-01", "2024-07-02"} <= set(found["orders", "placed_on"].special)
    assert {"Zed", "zED"} <= set(found["customers", "name"].special)
    assert "Zed" not in found["orders", "placed_on"].values


def test_a_constant_that_is_at_home_in_one_column_stays_there() -> None:
    found = pools_of(SHOP, "SELECT 1 WHERE status = 'paid'")
    assert "paid" in found["orders", "status"].values
    assert "paid" not in found["customers", "name"].values


def test_amounts_are_not_negative_unless_the_data_or_a_query_is() -> None:
    for query in ("", "SELECT coalesce(amount, 0)"):
        assert not any(isinstance(v, int) and v < 0 for v in pools_of(SHOP, query)["orders", "amount"].values)


def test_what_is_no_word_is_no_name() -> None:
    names = pools_of(SHOP, "SELECT strftime('%Y-%m', placed_on) WHERE m = '2024' OR name LIKE 'Zed%'")[
        "customers", "name"
    ]
    assert {"Zed", "Zedab"} <= set(names.special)
    assert not any(char in str(name) for name in names.values for char in "%-0Y")


def test_what_a_check_refuses_is_not_tried() -> None:
    assert set(pools_of(SHOP, "SELECT 1 WHERE status = 'paid'")["orders", "status"].values) == {
        "paid", "open", "cancelled",
    }  # fmt: skip


@given(st.one_of(st.integers(-(2**60), 2**60), st.floats(-1e9, 1e9), st.text(max_size=20), st.dates().map(str)))
def test_neighbours_are_of_the_same_kind_and_other_values(value: Any) -> None:
    for other in neighbours(value):
        assert type(other) is type(value)
        assert isinstance(value, float | str) or other != value
