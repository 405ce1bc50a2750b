# ruff: noqa: S608 - the SQL is the test's own
"""The SQLite driver: what a query may do in a sandbox, and how each way of going wrong is told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sandbox.backends import create_backend
from sandbox.drivers import sqlite as driver
from sandbox.drivers import sqlite_program
from sandbox.session import Session
from sandbox.spec import SandboxSpec
from tests.conftest import need

SCHEMA = ["CREATE TABLE t (a INTEGER, b TEXT)"]
ROWS = {"t": [[1, "x"], [2, None], [3, "ü"]]}
Ask = Callable[..., list[dict[str, Any]]]
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"


@pytest.fixture(scope="module", params=["process", "bubblewrap"])
def ask(request: pytest.FixtureRequest) -> Iterator[Ask]:
    """``ask(query)`` gives the driver's answers on one small database, or on those that are given."""
    need(request.param)
    backend = create_backend(request.param)
    spec = SandboxSpec()
    with Session(backend.start(spec), spec.limits) as session:
        session.ready()
        session.allow(60)
        connection = session.load(sqlite_program())

        def asking(query: str, *databases: dict[str, Any], **options: Any) -> list[dict[str, Any]]:
            params = {"query": query, "schema": SCHEMA, "columns": {"t": ["a", "b"]}, "databases": databases or [ROWS]}
            params |= {"rows": 100, "bytes": 100_000, "seconds": 5.0} | options
            message = {"jsonrpc": "2.0", "id": 7, "method": "answers", "params": params}
            connection.send(json.dumps(message).encode())
            reply = json.loads(connection.receive())
            assert reply["id"] == 7
            found: list[dict[str, Any]] = reply["result"]
            return found

        yield asking
    backend.close()


def test_each_database_has_an_answer_of_its_own(ask: Ask) -> None:
    answers = ask("SELECT count(*) AS n FROM t", ROWS, {"t": []}, {"t": [[1, "y"]]})
    assert [answer["rows"] for answer in answers] == [[[3]], [[0]], [[1]]]
    assert answers[0]["columns"] == ["n"]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("NULL", None),
        ("9223372036854775807", 2**63 - 1),
        ("1.5", 1.5),
        ("'ü' || char(0) || '\"'", 'ü\0"'),
        ("x'00ff'", {"blob": "00ff"}),
        ("9e999", {"infinite": 1}),
        ("-9e999", {"infinite": -1}),
        ("CAST(x'ff' AS TEXT)", "\ufffd"),
    ],
)
def test_every_value_of_sqlite_crosses(ask: Ask, expression: str, value: Any) -> None:
    assert ask(f"SELECT {expression}")[0]["rows"] == [[value]]


def test_values_cross_inwards_too(ask: Ask) -> None:
    values = [{"infinite": -1}, {"blob": "00ff"}]
    assert ask("SELECT a, b FROM t", {"t": [values]})[0]["rows"] == [values]


@pytest.mark.parametrize(
    ("query", "kind", "message"),
    [
        ("INSERT INTO t VALUES (9, 'z')", "forbidden", "insert"),
        ("UPDATE t SET a = 0", "forbidden", "update"),
        ("DELETE FROM t", "forbidden", "delete"),
        ("INSERT INTO t VALUES (9, 'z') RETURNING a", "forbidden", "insert"),
        ("WITH x AS (SELECT 1) DELETE FROM t", "forbidden", "delete"),
        ("ATTACH 'other.db' AS o", "forbidden", "attach"),
        ("ATTACH ':memory:' AS o", "forbidden", "attach"),
        ("DETACH main", "forbidden", "attach"),
        ("VACUUM INTO 'copy.db'", "forbidden", "attach"),
        ("PRAGMA query_only = OFF", "forbidden", "pragma"),
        ("PRAGMA table_info(t)", "forbidden", "pragma"),
        ("SELECT * FROM pragma_table_info('t')", "forbidden", "pragma"),
        ("BEGIN", "forbidden", "transaction"),
        ("SAVEPOINT s", "forbidden", "transaction"),
        ("CREATE TABLE u (a)", "forbidden", "schema"),
        ("CREATE TEMP TABLE u (a)", "forbidden", "schema"),
        ("CREATE VIEW v AS SELECT 1", "forbidden", "schema"),
        ("CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END", "forbidden", "schema"),
        ("CREATE VIRTUAL TABLE f USING fts5(a)", "forbidden", "schema"),
        ("DROP TABLE t", "forbidden", "schema"),
        ("ALTER TABLE t RENAME TO u", "forbidden", "schema"),
        ("ANALYZE", "forbidden", "schema"),
        ("SELECT load_extension('x')", "forbidden", "function"),
        ("SELECT fts3_tokenizer('x')", "forbidden", "function"),
        ("SELECT total_changes()", "forbidden", "function"),
        ("SELECT last_insert_rowid()", "forbidden", "function"),
        ("SELECT rtreecheck('main', 't')", "forbidden", "function"),
        ("SELECT * FROM dbstat", "forbidden", "table"),
        ("SELECT * FROM sqlite_stmt", "forbidden", "table"),
        ("SELECT count(*) FROM dbstat", "forbidden", "table"),
        ("WITH d AS (SELECT 1 FROM dbstat) SELECT 2 FROM t WHERE EXISTS (SELECT * FROM d)", "forbidden", "table"),
        ("SELECT 1; SELECT 2", "several", ""),
        ("", "no_rows", ""),
        ("-- nothing", "no_rows", ""),
        ("SELECT ?", "placeholder", ""),
        ("SELECT :name", "placeholder", ""),
        ("SELECT randomblob(100000000)", "value_size", ""),
        ("SELECT nonsense FROM t", "error", "no such column: nonsense"),
        ("SELECT sum(9223372036854775807) FROM t", "error", "integer overflow"),
        ("SELECT a FROM t WHERE", "syntax", "incomplete input"),
    ],
)
def test_what_is_no_single_reading_statement_is_refused(ask: Ask, query: str, kind: str, message: str) -> None:
    (answer,) = ask(query)
    assert (answer["kind"], answer["message"]) == (kind, message)


def test_the_schema_cannot_be_rewritten(ask: Ask) -> None:
    (answer,) = ask("UPDATE sqlite_master SET sql = 'x'")
    assert answer["kind"] in {"error", "forbidden"}


def test_table_valued_functions_that_only_read_are_allowed(ask: Ask) -> None:
    assert ask("SELECT value FROM json_each('[4, 5]')")[0]["rows"] == [[4], [5]]


@pytest.mark.parametrize(
    ("query", "offset"),
    [
        ("SELECT a FORM t", 14),
        ("SELECT a,\n  FROM t", 12),
        ("SELECT a FROM t GROUP a", 22),
        ("SELECT 'a a' FROM t WHERE a a", 28),
        ("SELECT (1", 9),
        ("SELECT 'abc", 7),
        ("SELECT a FROM t WHERE a = = 1", 26),
    ],
)
def test_a_syntax_error_has_its_place(ask: Ask, query: str, offset: int) -> None:
    (answer,) = ask(query)
    assert (answer["kind"], answer["offset"]) == ("syntax", offset)


def test_a_query_that_never_ends_is_stopped_and_the_next_one_runs(ask: Ask) -> None:
    (answer,) = ask(f"{ENDLESS} SELECT count(*) FROM n", seconds=0.2)
    assert answer["kind"] == "time"
    assert ask("SELECT 1")[0]["rows"] == [[1]]


def test_too_many_rows_are_cut_off(ask: Ask) -> None:
    assert ask(f"{ENDLESS} SELECT i FROM n")[0]["kind"] == "rows"
    assert len(ask(f"{ENDLESS} SELECT i FROM n LIMIT 100")[0]["rows"]) == 100


def test_too_many_bytes_are_cut_off(ask: Ask) -> None:
    assert ask(f"{ENDLESS} SELECT hex(zeroblob(5000)) FROM n LIMIT 50")[0]["kind"] == "bytes"


def test_a_reply_that_json_makes_too_large_is_cut_off(ask: Ask) -> None:
    query = f"{ENDLESS} SELECT printf('%.*c', 900000, char(1)) FROM n LIMIT 10"
    assert ask(query, bytes=50_000_000)[0]["kind"] == "bytes"


def test_memory_has_a_limit(ask: Ask) -> None:
    some = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
    assert ask(f"{some} SELECT i FROM n ORDER BY hex(zeroblob(400000)) || i")[0]["kind"] == "memory"
    assert ask("SELECT 1")[0]["rows"] == [[1]]


def test_a_limit_ends_the_list_of_answers(ask: Ask) -> None:
    query = f"{ENDLESS} SELECT a FROM t UNION ALL SELECT i FROM n WHERE EXISTS (SELECT 1 FROM t)"
    answers = ask(query, {"t": [[1, "x"]]}, ROWS)
    assert [answer["kind"] for answer in answers] == ["rows"]


def test_a_refusal_of_one_database_does_not_end_the_list(ask: Ask) -> None:
    answers = ask("SELECT sum(a) FROM t", {"t": [[2**63 - 1, ""], [1, ""]]}, ROWS)
    assert [answers[0]["kind"], answers[1]["rows"]] == ["error", [[6]]]


def test_nothing_is_left_of_a_database_in_the_next() -> None:
    budget = driver.Budget(rows=10, size=1000, seconds=None)
    for _ in range(2):
        columns, rows = driver.execute(
            "SELECT count(*) AS n FROM t", SCHEMA, {"t": ["a", "b"]}, {"t": [(1, "x")]}, budget
        )
        assert (columns, rows) == (["n"], [(1,)])


def test_the_defensive_settings_of_this_python_are_on() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    driver.lock(connection, [])
    getconfig = getattr(connection, "getconfig", None)
    if getconfig is not None:  # Python 3.12
        assert {name: getconfig(getattr(sqlite3, name)) for name, _ in driver.LOCKS} == dict(driver.LOCKS)
    assert connection.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) == 0
    connection.close()
