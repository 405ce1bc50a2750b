# ruff: noqa: S311 - random choices that can be repeated
"""Generated databases tell wrong queries from right ones, and only those."""

from __future__ import annotations

import random

import pytest

from graders.sql.features import Features
from graders.sql.generate import Generator
from graders.sql.rows import compare
from graders.sql.schema import load_script
from graders.sql.tokens import literals, scan
from graders.sql.values import pools
from graders.sql.workbench import Workbench
from tests.graders.sql.pairs import RIGHT, WRONG, Pair

SEEDS = (1, 2, 3)


def differing(pair: Pair, *, seed: int, count: int) -> int:
    """On how many of the databases the two queries differ."""
    schema, sample = load_script(pair.schema)
    bench = Workbench(schema, pair.reference)
    constants = literals(scan(pair.reference)) | literals(scan(pair.other))
    rng = random.Random(seed)
    generator = Generator(bench, pools(bench, sample, constants), rng=rng, features=Features())
    found = 0
    for database in generator.databases(count).databases:
        bench.load(database)
        found += compare(bench.expected(), bench.query(pair.other), ordered_by=pair.ordered_by) is not None
    bench.close()
    return found


@pytest.mark.parametrize("pair", WRONG, ids=lambda pair: pair.name)
def test_a_wrong_query_is_told_from_the_reference(pair: Pair) -> None:
    assert all(differing(pair, seed=seed, count=60) for seed in SEEDS)


@pytest.mark.parametrize("pair", RIGHT, ids=lambda pair: pair.name)
def test_a_right_query_written_differently_is_not(pair: Pair) -> None:
    assert not any(differing(pair, seed=seed, count=60) for seed in SEEDS)
