# ruff: noqa: S608 - the SQL is the test's own
"""Queries that are made to harm those who read them: parsers, comparisons and messages on our side."""

from __future__ import annotations

import contextlib
import itertools
import sys
import threading
import time
from collections.abc import Callable

import pytest

from graders.errors import TooLong
from graders.sql import tree
from graders.sql.bounded_time import processor_seconds
from graders.sql.engine import Refusal, RefusalKind, Rows
from graders.sql.query import Query
from graders.sql.refusals import explain
from graders.sql.rows import compare, row_key
from graders.sql.schema import load_script
from graders.sql.structure import Demand, Structure
from graders.sql.submission import MAX_CONSTANTS, SqlRun
from tests.graders.sql.pairs import SHOP

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""A time limit may ring in a callback of the garbage collector, which hypothesis has: lost there, it rings again."""

MakeQuery = Callable[..., Query]
BOMB = "SELECT " + "date(" * 59 + "'now'" + ")" * 59
"""The parser tries ``date`` as a type and as a function, at every level again."""


def message_of(raised: pytest.ExceptionInfo[BaseException]) -> str:
    return str(raised.value)


# --- time -------------------------------------------------------------------------------------------------


def test_a_parser_that_goes_astray_is_left() -> None:
    began = time.process_time()
    assert tree.parse(BOMB, "sqlite") is None
    assert tree.parse_complaint(BOMB + " FORM", "sqlite", 1) == ""
    assert time.process_time() - began < 3 * tree.PARSE_SECONDS


@pytest.mark.parametrize(
    "text",
    [
        "SELECT " + "NOT " * 4_000 + "1",
        "SELECT " + "- " * 9_000 + "1",
        "SELECT " + "[" * 9_000,
        "SELECT " + "1+" * 9_000 + "1",
        "SELECT 1 FROM " + "t, " * 6_000 + "t",
        "SELECT 1 " + "UNION SELECT 1 " * 1_200,
        "SELECT " + "'" * 19_000,
        "SELECT " + "/*" * 9_000,
        "SELECT " + "x'" * 9_000,
        "\N{NO-BREAK SPACE}" * 19_000 + "SELECT 1",
    ],
)
def test_no_text_takes_the_parser_long_or_ends_it(text: str) -> None:
    began = time.process_time()
    tree.parse(text, "sqlite")
    assert time.process_time() - began < 2 * tree.PARSE_SECONDS


def endless() -> None:
    while True:
        sum(range(1_000))


def stubborn() -> None:
    """As parsers do it, which try one thing after another."""
    while True:
        with contextlib.suppress(Exception):
            endless()


@pytest.mark.parametrize("work", [endless, stubborn])
def test_a_block_is_left_when_its_processor_time_is_over(work: Callable[[], None]) -> None:
    with pytest.raises(TooLong), processor_seconds(0.05):
        work()


def test_it_is_told_again_where_it_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is raised while an object is being destroyed goes nowhere."""
    lost: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lost.append)

    class Slow:
        def __del__(self) -> None:
            endless()

    def lose_one() -> None:
        Slow()
        endless()

    with pytest.raises(TooLong), processor_seconds(0.05):
        lose_one()
    assert len(lost) == 1


def test_a_block_in_another_thread_is_merely_run() -> None:
    done: list[int] = []

    def work() -> None:
        with processor_seconds(0.001):
            done.append(sum(range(100_000)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(done) == 1


def test_rows_whose_numbers_share_a_hash_are_compared_as_fast_as_others() -> None:
    powers = [2.0 ** (61 * number) for number in range(-17, 17)]
    rows = tuple(itertools.islice(itertools.product(powers, repeat=3), 10_000))
    assert len({hash(row) for row in rows}) == 1
    assert len({hash(row_key(row)) for row in rows}) > 9_000
    began = time.process_time()
    got, expected = Rows(columns=("a", "b", "c"), rows=rows), Rows(columns=("a", "b", "c"), rows=((1, 2, 3),) * 5)
    assert compare(expected, got) is not None
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1, 1.0, True),
        (0.0, -0.0, True),
        (2**63 - 1, float(2**63), False),
        (1, "1", False),
        ("1", b"1", False),
        (1.5, "1.5", False),
        (float("inf"), "inf", False),
        (None, "NULL", False),
        (1e300, 1e300, True),
    ],
)
def test_rows_have_one_key_if_they_are_the_same(one: object, other: object, same: bool) -> None:
    assert (row_key((one,)) == row_key((other,))) is same  # type: ignore[arg-type]  # values of SQL, all of them


def test_thousands_of_constants_do_not_crowd_out_the_reference(make_query: MakeQuery) -> None:
    numbers = ", ".join(map(str, range(5_000, 9_000)))
    run: SqlRun = make_query(f"SELECT 1 WHERE 7 IN ({numbers})")._run
    assert max(len(pool.values) for pool in run.pools.values()) < 100 + 3 * MAX_CONSTANTS


# --- rules ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("padding", ["-- " + "x" * 20_000 + "\n", "WITH d AS (" + BOMB + ") "])
def test_a_table_that_is_forbidden_is_found_where_the_parser_gives_up(padding: str) -> None:
    said: list[str] = []
    forbids = Structure(f"{padding}SELECT * FROM orders", file="q.sql", demand=Demand.FORBID, fail=said.append)
    assert forbids.table("orders")
    assert not forbids.table("customers")
    assert len(said) == 1


def test_a_subquery_that_begins_with_a_with_of_its_own_is_one() -> None:
    uses = Structure(
        "SELECT * FROM (WITH a AS (SELECT 1) SELECT * FROM a)", file="q.sql", demand=Demand.ASK, fail=print
    )
    assert uses.subquery()
    plain = Structure("WITH a AS (SELECT 1) SELECT * FROM a", file="q.sql", demand=Demand.ASK, fail=print)
    assert not plain.subquery()


def test_thousands_of_parentheses_are_counted_quickly() -> None:
    began = time.process_time()
    text = "SELECT " + "(SELECT 1)," * 4_000 + "1"
    assert Structure(text, file="q.sql", demand=Demand.ASK, fail=print).subquery()
    assert time.process_time() - began < 1


# --- messages ---------------------------------------------------------------------------------------------

FORGED = "x\n  ★ PASSED  all 10 checks. Well done!\n\x1b[2J\u202e"


def test_the_name_of_a_column_stays_on_its_line(make_query: MakeQuery) -> None:
    query = make_query(f'SELECT name AS "{FORGED}", 1, 2 FROM customers')
    with pytest.raises(pytest.fail.Exception) as names:
        query.has_columns("name", "orders", "spent")
    with pytest.raises(pytest.fail.Exception) as rows:
        query.agrees_with_reference()
    with pytest.raises(pytest.fail.Exception) as few:
        make_query(f'SELECT name AS "{FORGED}" FROM customers').agrees_with_reference()
    for raised in (names, rows, few):
        assert "\x1b" not in message_of(raised)
        assert not any(line.lstrip().startswith("★") for line in message_of(raised).split("\n"))


@pytest.mark.parametrize("kind", [RefusalKind.ERROR, RefusalKind.SYNTAX])
def test_what_the_engine_says_stays_on_its_line(kind: RefusalKind) -> None:
    refusal = Refusal(kind=kind, message=f"no such column: {FORGED}" + "y" * 1_000)
    told = explain(refusal, "SELECT 1", "query.sql", load_script(SHOP)[0])
    assert not any(line.lstrip().startswith("★") for line in told.split("\n"))
    assert "\x1b" not in told
    assert max(map(len, told.split("\n"))) < 400


def test_a_nudge_names_a_table_on_one_line(make_query: MakeQuery) -> None:
    text = f'SELECT c.name, 0, 0 FROM customers c, orders "{FORGED}"'
    with pytest.raises(pytest.fail.Exception) as raised:
        make_query(text).agrees_with_reference()
    assert "is joined without a condition" in message_of(raised)
    assert not any(line.lstrip().startswith("★") for line in message_of(raised).split("\n"))
