"""Queries on PostgreSQL and MariaDB: honest ones, and those that want more than rows."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from graders.errors import ExerciseInvalid, LinkBroken
from graders.sql import plan
from graders.sql.engine import Refusal, RefusalKind, Rows
from graders.sql.link import DIALECTS, numeric
from graders.sql.refusals import explain
from graders.sql.schema import Value
from graders.sql.server_bench import ServerBench
from sandbox.errors import EndReason, SessionEnded
from tests.graders.sql.servers import SAMPLE, SCHEMA, Shop, shop

LANGUAGES = ("postgresql", "mysql")


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Shop]:
    """PostgreSQL, shared by the tests: none may leave anything behind."""
    with shop("postgresql") as found:
        yield found


@pytest.fixture(scope="module")
def mysql() -> Iterator[Shop]:
    """MariaDB, shared in the same way."""
    with shop("mysql") as found:
        yield found


@pytest.fixture(params=LANGUAGES)
def server(request: pytest.FixtureRequest) -> Shop:
    """Each of the two."""
    found: Shop = request.getfixturevalue(request.param)
    return found


def intact(server: Shop) -> bool:
    """Whether the shop is as it was, and the server answers."""
    rows = server.ask("SELECT count(*), sum(amount) FROM orders")
    return isinstance(rows, Rows) and rows.rows == ((2, 150),)


# --- rows ---------------------------------------------------------------------------------------------------


def test_rows_come_as_plain_values_of_sql(server: Shop) -> None:
    got = server.ask("SELECT id, amount, placed_on, amount / 4.0 AS part FROM orders ORDER BY id")
    assert got == Rows(
        columns=("id", "amount", "placed_on", "part"), rows=((1, 100, "2024-02-29", 25), (2, 50, None, 12.5))
    )
    assert server.ask("SELECT name FROM customers WHERE id = 1") == Rows(columns=("name",), rows=(("O'Hara \\ Sons",),))


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("9223372036854775807", 2**63 - 1),
        ("1.5::real", 1.5),
        ("'NaN'::float8::text", "NaN"),
        ("12345678901234567890123::numeric", 12345678901234567890123.0),
        ("true", "t"),
        ("'\\xff00'::bytea", b"\xff\x00"),
        ("ARRAY[1, 2]", "{1,2}"),
        ("'{\"a\": 1}'::json", '{"a": 1}'),
        ("timestamp '2024-02-29 10:00'", "2024-02-29 10:00:00"),
        ("NULL", None),
    ],
)
def test_every_type_of_postgresql_is_a_number_bytes_or_its_text(
    postgresql: Shop, expression: str, value: Value
) -> None:
    assert postgresql.ask(f"SELECT {expression} AS it") == Rows(columns=("it",), rows=((value,),))


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("18446744073709551615", float(2**64 - 1)),
        ("1.5e0", 1.5),
        ("TRUE", 1),
        ("x'ff00'", b"\xff\x00"),
        ("DATE '2024-02-29'", "2024-02-29"),
        ("TIME '10:00:00'", "10:00:00"),
        ("NULL", None),
    ],
)
def test_every_type_of_mariadb_is_a_number_bytes_or_its_text(mysql: Shop, expression: str, value: Value) -> None:
    assert mysql.ask(f"SELECT {expression} AS it") == Rows(columns=("it",), rows=((value,),))


def test_an_answer_without_rows_has_columns_all_the_same(server: Shop) -> None:
    assert server.ask("SELECT id, name AS n FROM customers WHERE id > 5") == Rows(columns=("id", "n"), rows=())


def test_each_database_is_asked_by_itself(server: Shop) -> None:
    one = {"customers": ((7, "Ada"),), "orders": ((1, 7, 5, None),)}
    empty = {"customers": (), "orders": ()}
    answers = server.engine.ask("SELECT count(*) AS n FROM orders", [one, empty, SAMPLE])()
    assert [answer.rows for answer in answers if isinstance(answer, Rows)] == [((1,),), ((0,),), ((2,),)]


def test_a_database_that_the_server_does_not_take_is_the_authors_mistake(postgresql: Shop) -> None:
    with pytest.raises(ExerciseInvalid, match="PostgreSQL does not take a database"):
        postgresql.ask("SELECT 1", {"customers": ((1, "Ada"),), "orders": ((1, 1, 5, "not a day"),)})
    assert intact(postgresql)


# --- refusals -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("SELEC 1", RefusalKind.SYNTAX, 0),
        ("SELECT amount FORM orders", RefusalKind.SYNTAX, None),
        ("SELECT nmae FROM customers", RefusalKind.ERROR, None),
        ("SELECT 1 FROM nothing", RefusalKind.ERROR, None),
    ],
)
def test_a_mistake_is_explained_with_its_place(server: Shop, text: str, kind: RefusalKind, place: int | None) -> None:
    answer = server.ask(text)
    assert isinstance(answer, Refusal)
    assert answer.kind is kind
    assert place is None or answer.offset == place
    title = server.desk.dialect.title
    said = explain(answer, text, "query.sql", SCHEMA, engine=title, dialect=server.desk.dialect.sqlglot)
    assert title in said
    assert "  1 | SELE" in said
    if kind is RefusalKind.ERROR:
        assert "orders (id, customer_id, amount, placed_on)" in said


POSTGRESQL_ATTACKS = [
    "DELETE FROM orders",
    "WITH gone AS (DELETE FROM orders RETURNING id) SELECT * FROM gone",
    "INSERT INTO customers VALUES (9, 'x') RETURNING id",
    "UPDATE orders SET amount = 1 RETURNING id",
    "TRUNCATE orders",
    "DROP TABLE orders",
    "CREATE TABLE mine (a int)",
    "CREATE TEMP TABLE orders (a int)",
    "CREATE SCHEMA reader",
    "CREATE FUNCTION count(bigint) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE EXTENSION dblink",
    "SELECT * INTO mine FROM orders",
    "SELECT * FROM orders FOR UPDATE",
    "COPY orders TO STDOUT",
    "COPY (SELECT 1) TO PROGRAM 'touch /tmp/owned'",
    "COPY orders FROM '/etc/passwd'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_read_binary_file('PG_VERSION')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT lo_create(1)",
    "SELECT pg_sleep(60)",
    "SELECT pg_sleep_for('1 minute')",
    "SELECT pg_advisory_lock(1)",
    "SELECT pg_try_advisory_lock_shared(1)",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity",
    "SELECT pg_reload_conf()",
    "SELECT set_config('role', 'postgres', false)",
    "SELECT set_config('search_path', 'pg_temp', false)",
    "SELECT query_to_xml('DELETE FROM orders', true, true, '')",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    "SET statement_timeout = 0",
    "SET default_transaction_read_only = off",
    "ALTER ROLE reader SUPERUSER",
    "ALTER ROLE reader SET statement_timeout = 0",
    "ALTER SYSTEM SET fsync = on",
    "DO $$ BEGIN EXECUTE 'DELETE FROM orders'; END $$",
    "BEGIN",
    "LISTEN orders",
    "NOTIFY orders",
    "LOCK TABLE orders IN ACCESS EXCLUSIVE MODE",
    "VACUUM FULL",
    "PREPARE p AS SELECT 1",
    "SELECT 1; DELETE FROM orders",
    "SELECT * FROM pg_authid",
    "SELECT $1",
]


@pytest.mark.parametrize("text", POSTGRESQL_ATTACKS)
def test_a_query_on_postgresql_reads_rows_and_does_nothing_else(postgresql: Shop, text: str) -> None:
    answer = postgresql.ask(text)
    assert isinstance(answer, Refusal), answer
    assert intact(postgresql)


MYSQL_ATTACKS = [
    "DELETE FROM orders",
    "INSERT INTO customers VALUES (9, 'x') RETURNING id",
    "UPDATE orders SET amount = 1",
    "DROP TABLE orders",
    "CREATE TABLE mine (a int)",
    "CREATE TEMPORARY TABLE orders (a int)",
    "CREATE DATABASE mine",
    "CREATE FUNCTION f() RETURNS int RETURN 1",
    "SELECT 1 INTO OUTFILE '/tmp/owned'",
    "SELECT 1 INTO DUMPFILE '/tmp/owned'",
    "LOAD DATA INFILE '/etc/passwd' INTO TABLE customers",
    "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE customers",
    "SELECT 1; DELETE FROM orders",
    "SELECT * FROM mysql.global_priv",
    "SET GLOBAL local_infile = 1",
    "SET max_statement_time = 0",
    "SET ROLE admin",
    "GRANT ALL ON *.* TO reader@'127.0.0.1'",
    "KILL 1",
    "SHUTDOWN",
    "INSTALL SONAME 'ha_connect'",
    "FLUSH TABLES WITH READ LOCK",
    "LOCK TABLES orders WRITE",
    "HANDLER orders OPEN",
    "SELECT SLEEP(60)",
    "DO SLEEP(60)",
    "BEGIN",
    "EXECUTE IMMEDIATE 'DELETE FROM orders'",
    "BEGIN NOT ATOMIC DELETE FROM orders; END",
]


@pytest.mark.parametrize("text", MYSQL_ATTACKS)
def test_a_query_on_mariadb_reads_rows_and_does_nothing_else(mysql: Shop, text: str) -> None:
    answer = mysql.ask(text)
    assert isinstance(answer, Refusal), answer
    assert intact(mysql)


def test_mariadb_reads_no_file(mysql: Shop) -> None:
    assert mysql.ask("SELECT LOAD_FILE('/etc/passwd') AS it") == Rows(columns=("it",), rows=((None,),))


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        (
            "postgresql",
            "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n",
            {RefusalKind.TIME, RefusalKind.MEMORY},
        ),
        ("postgresql", "SELECT count(*) FROM pg_class a, pg_class b, pg_class c, pg_class d", {RefusalKind.TIME}),
        ("postgresql", "SELECT g FROM generate_series(1, 20000) AS g", {RefusalKind.ROWS}),
        ("postgresql", "SELECT repeat('x', 100000) FROM generate_series(1, 100)", {RefusalKind.BYTES}),
        ("postgresql", "SELECT repeat('x', 900000000)", {RefusalKind.MEMORY, RefusalKind.VALUE_SIZE}),
        ("postgresql", "SELECT " + ", ".join(["1"] * 500), {RefusalKind.ERROR}),
        ("mysql", "SELECT " + ", ".join(["1"] * 500), {RefusalKind.ERROR}),
        ("mysql", "SELECT seq FROM seq_1_to_20000", {RefusalKind.ROWS}),
        ("mysql", "SELECT sum(a.seq * b.seq) FROM seq_1_to_900000 a, seq_1_to_900000 b", {RefusalKind.TIME}),
        ("mysql", "SELECT REPEAT('x', 3000000) UNION ALL SELECT REPEAT('y', 3000000)", {RefusalKind.BYTES}),
    ],
)
def test_a_query_without_measure_is_stopped(
    request: pytest.FixtureRequest, language: str, text: str, kinds: set[RefusalKind]
) -> None:
    server: Shop = request.getfixturevalue(language)
    answer = server.ask(text)
    assert isinstance(answer, Refusal)
    assert answer.kind in kinds
    assert intact(server)


def test_a_function_of_mariadb_that_only_takes_time_takes_no_more_than_there_is(mysql: Shop) -> None:
    began = time.monotonic()
    mysql.ask("SELECT BENCHMARK(1000000000, SHA2('x', 512))")
    assert time.monotonic() - began < 10
    assert intact(mysql)


def test_a_query_that_lifts_its_own_limit_is_stopped_by_the_deadline() -> None:
    with shop("mysql") as server:
        assert intact(server)
        server.desk.hang_up()
        server.session.allow(2.0)
        began = time.monotonic()
        with pytest.raises(SessionEnded) as ended:
            server.ask("SET STATEMENT max_statement_time = 0 FOR SELECT SLEEP(60)")
        assert ended.value.reason is EndReason.TIME_LIMIT
        assert time.monotonic() - began < 10


def test_a_query_that_locks_its_own_role_out_has_no_more_chances() -> None:
    with shop("mysql") as server:
        assert isinstance(server.ask("SET PASSWORD = PASSWORD('x')"), Refusal)
        with pytest.raises(SessionEnded) as ended:
            server.ask("SELECT 1")
        assert ended.value.reason is EndReason.CRASHED


# --- servers that are none ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "says",
    [
        b"",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"\x00" * 2000,
        b"R\x00\x00\x00\x08\x00\x00\x00\x00Z\x00\x00\x00\x05I" + b"D\x7f\xff\xff\xff" * 9,
        b"\x05\x00\x00\x00\x0a5.5.\x00" + b"\xff" * 60,
    ],
)
def test_a_server_that_does_not_keep_to_the_protocol_is_a_broken_link(
    language: str, says: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graders.sql.mysql.READ_SECONDS", 1)

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            if language == "mysql":
                connection.sendall(says)
            while connection.recv(4096):
                connection.sendall(says or b"?")
                connection.shutdown(socket.SHUT_WR)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_quietly(serve), args=(listener,), daemon=True)
        thread.start()
        dialect = DIALECTS[language]
        with pytest.raises(LinkBroken):
            dialect.connect(listener.getsockname()[:2], user="reader", database="work", seconds=1)
    thread.join(5)


def _quietly(serve: Callable[[socket.socket], None]) -> Callable[[socket.socket], None]:
    def serve_quietly(listener: socket.socket) -> None:
        try:
            serve(listener)
        except OSError:
            return  # the client has had enough

    return serve_quietly


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("2.50", 2.5),
        ("2.00", 2),
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("99999999999999999999999", 99999999999999999999999.0),
    ],
)
def test_exact_numbers_are_numbers_that_can_be_compared(text: str, value: object) -> None:
    assert numeric(text) == value


# --- plans --------------------------------------------------------------------------------------------------


def test_a_plan_of_postgresql_tells_how_each_table_is_reached() -> None:
    told = """[{"Plan": {"Node Type": "Nested Loop", "Total Cost": 9.5, "Plans": [
        {"Node Type": "Seq Scan", "Relation Name": "orders", "Plan Rows": 7},
        {"Node Type": "Bitmap Heap Scan", "Relation Name": "customers", "Plan Rows": 1,
         "Plans": [{"Node Type": "Bitmap Index Scan", "Index Name": "by_name"}]}]}}]"""
    found = plan.parse(told)
    assert found.scans_all("orders")
    assert not found.scans_all("customers")
    assert found.uses_index("by_name", table="customers")
    assert not found.uses_index(table="orders")
    assert found.cost == 9.5
    assert found.nodes[0] == "Nested Loop"
    assert str(found) == "orders: Seq Scan, about 7 rows\ncustomers: Bitmap Heap Scan with by_name, about 1 rows"


def test_a_plan_of_mariadb_tells_how_each_table_is_reached() -> None:
    told = """{"query_block": {"select_id": 1, "nested_loop": [
        {"table": {"table_name": "orders", "access_type": "ALL", "rows": 7}},
        {"table": {"table_name": "customers", "access_type": "eq_ref", "key": "PRIMARY", "rows": 1}}]}}"""
    found = plan.parse(told)
    assert found.scans_all("orders")
    assert found.uses_index("PRIMARY", table="customers")


@pytest.mark.parametrize("text", ["", "1", "[]", '[{"Plan": 1}]', "[" * 100_000, '{"query_block": []}', "{}"])
def test_what_is_no_plan_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever json says
        plan.parse(text)


# --- the trusted side ---------------------------------------------------------------------------------------


def test_the_bench_asks_a_server_of_its_own_for_what_the_dialect_decides() -> None:
    with shop("postgresql") as server:
        reference = (
            "SELECT name, count(*) FILTER (WHERE amount > 60) AS big FROM customers JOIN orders ON true GROUP BY 1;"
        )
        bench = ServerBench(SCHEMA, reference, server.desk)
        assert bench.load(SAMPLE)
        assert sorted(bench.expected().rows) == [("Bo", 1), ("O'Hara \\ Sons", 1)]
        assert bench.holds("(SELECT count(*) FROM expected) = 2")
        bench.clear()
        assert not bench.holds("EXISTS (SELECT 1 FROM expected)")
        assert not bench.load({"customers": ((1, "x"),), "orders": ((1, 2, 5, None),)})
        bench.close()
