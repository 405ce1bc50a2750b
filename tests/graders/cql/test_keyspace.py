"""A keyspace for a check: what was handed in is carried out in it, asked, explained and held, on a real server."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from graders.cql.keyspace import Keyspace, open_keyspace
from graders.cql.link import Link
from graders.errors import ExerciseInvalid, LinkBroken, SubmissionInvalid
from graders.grading import Grading
from sandbox.errors import SandboxFailed, SessionEnded
from sandbox.opening import Opener
from sandbox.services import SERVICES, enough, running, tools
from sandbox.services.cassandra import SUPERUSER
from sandbox.services.running import Running
from sandbox.session import Session
from sandbox.spec import Limits, SandboxSpec
from tests.conftest import need_service

Server = tuple[Session, Running]
Open = Callable[..., Keyspace]
TABLE = "CREATE TABLE readings (sensor text, day date, at timestamp, value double, PRIMARY KEY ((sensor, day), at));"
STORE = "INSERT INTO readings (sensor, day, at, value) VALUES (:sensor, :day, :at, :value);"
DAY = date(2024, 5, 1)
GRADING = Grading(
    exercise_dir=Path(),
    tests_dir=Path(),
    grader="query",
    language="cql",
    files={},
    handed_in=(),
    seed=1,
    limits=Limits(),
)


@contextmanager
def started() -> Iterator[Server]:
    """A server in a sandbox of its own."""
    need_service("cassandra", "docker")
    spec = SandboxSpec(
        image=SERVICES["cassandra"].image, limits=enough(Limits(), ["cassandra"]), tools=tools(["cassandra"])
    )
    opener = Opener("docker", spec)
    try:
        session = opener()
        services = running.begin(["cassandra"], session)
        session.ready()
        services["cassandra"].wait_until_up()
        yield session, services["cassandra"]
    finally:
        opener.close()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One for all tests."""
    with started() as found:
        yield found


@pytest.fixture
def opened(server: Server) -> Iterator[Open]:
    """Makes the keyspace for what is handed in."""
    session, service = server
    made: list[Keyspace] = []

    def opened(**files: str) -> Keyspace:
        handed_in = {f"{name}.cql": text.encode() for name, text in files.items()}
        while made:
            made.pop().close()
        made.append(open_keyspace(replace(GRADING, files=handed_in), service, session, seconds=5))
        return made[-1]

    yield opened
    for keyspace in made:
        keyspace.close()


def readings(count: int) -> list[dict[str, object]]:
    """Values for STORE, one a minute for each of two sensors."""
    at = [datetime(2024, 5, 1, 8, minute, tzinfo=UTC) for minute in range(count)]
    return [{"sensor": s, "day": DAY, "at": t, "value": float(t.minute)} for t in at for s in ("a", "b")]


def test_what_a_query_gives_and_reads_is_there_to_be_looked_at(opened: Open) -> None:
    keyspace = opened(
        schema=TABLE,
        store=STORE,
        day="SELECT at, value FROM readings WHERE sensor = :sensor AND day = :day",
        all="SELECT sensor FROM readings WHERE value = :value ALLOW FILTERING",
        both="SELECT value FROM readings WHERE sensor IN ('a', 'b') AND day = :day",
    )
    keyspace.apply()
    keyspace.run("store.cql", *readings(3))
    day = keyspace.ask("day.cql", sensor="a", day=DAY)
    assert day.columns == ("at", "value")
    assert day.records[1] == {"at": datetime(2024, 5, 1, 8, 1, tzinfo=UTC), "value": 1.0}
    assert (day.reads.one_partition, day.reads.rows) == (True, 3)
    scan = keyspace.ask("all.cql", value=1.0)
    assert sorted(scan.rows) == [("a",), ("b",)]
    assert (scan.reads.scans, scan.reads.one_partition, scan.reads.rows) == (True, False, 6)
    assert keyspace.ask("both.cql", day=DAY).reads.partitions == 2


def test_an_index_and_a_tombstone_are_seen(opened: Open) -> None:
    keyspace = opened(
        schema=f"{TABLE} CREATE INDEX ON readings (value);",
        store=STORE,
        by_value="SELECT sensor FROM readings WHERE value = :value",
        day="SELECT value FROM readings WHERE sensor = :sensor AND day = :day",
        forget="DELETE FROM readings WHERE sensor = :sensor AND day = :day AND at = :at",
    )
    keyspace.apply()
    stored = readings(3)
    keyspace.run("store.cql", *stored)
    found = keyspace.ask("by_value.cql", value=1.0)
    assert found.reads.index
    with pytest.raises(pytest.fail.Exception, match="asked an index"):
        found.reads_one_partition("one partition")
    keyspace.run("forget.cql", stored[0])
    assert keyspace.ask("day.cql", sensor="a", day=DAY).reads.tombstones > 0
    assert keyspace.tables["readings"].indexes == ("readings_value_idx",)


def test_the_tables_are_described(opened: Open) -> None:
    keyspace = opened(
        schema="CREATE TABLE t (a int, b text, c int, d set<text>, e int static, PRIMARY KEY ((a, b), c)) WITH "
        "CLUSTERING ORDER BY (c DESC) AND default_time_to_live = 60;",
        store="INSERT INTO t (a, b, c, d) VALUES (:a, 'x', :c, {'z', 'y'});",
        one="SELECT c, d, TTL(d) FROM t WHERE a = :a AND b = 'x'",
    )
    keyspace.apply()
    table = keyspace.tables["t"]
    assert (table.partition_key, dict(table.clustering), table.values) == (("a", "b"), {"c": "desc"}, ("d",))
    assert (table.seconds_to_live, table.columns["d"]) == (60, "set<text>")
    assert table.compaction["class"] == "SizeTieredCompactionStrategy"
    keyspace.run("store.cql", {"a": 1, "c": 1}, {"a": 1, "c": 2}, {"a": 2, "c": 1})
    assert keyspace.partitions("t") == {(1, "x"): 2, (2, "x"): 1}
    assert keyspace.rows("SELECT d FROM t WHERE a = ? AND b = ? AND c = ?", 1, "x", 1) == [({"y", "z"},)]


def test_a_batch_is_carried_out_as_one_statement(opened: Open) -> None:
    store = f"BEGIN BATCH {STORE} INSERT INTO sensors (sensor, value) VALUES (:sensor, :value); APPLY BATCH;"  # noqa: S608
    tables = f"{TABLE} CREATE TABLE sensors (sensor text PRIMARY KEY, value double);"
    keyspace = opened(schema=tables, store=store, newest="SELECT value FROM sensors WHERE sensor = :sensor")
    keyspace.apply()
    keyspace.run("store.cql", *readings(3))
    keyspace.ask("newest.cql", sensor="b").gives([(2.0,)], "the latest value stays")
    assert keyspace.partitions("readings") == {("a", DAY): 3, ("b", DAY): 3}


def test_every_check_begins_with_nothing(opened: Open) -> None:
    opened(schema=TABLE).apply()
    assert opened(schema=TABLE).tables == {}


TROUBLE = {
    "CREATE TABLE t (\n  a int PRIMARY KEY\n  b int\n);": r"carry out schema\.cql: .*'b'.*\n\nschema\.cql:\n  3 \|",
    "CREATE TABLE t (a nothing PRIMARY KEY);": r"does not carry out schema\.cql: Unknown type",
    "CREATE TABLE t (a int);": "does not carry out",
    "": "holds no statement",
    "CREATE KEYSPACE mine WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1};": "about a keyspace",
}


@pytest.mark.parametrize("schema", TROUBLE)
def test_what_the_server_is_against_is_told_with_its_place(opened: Open, schema: str) -> None:
    with pytest.raises(pytest.fail.Exception, match=TROUBLE[schema]):
        opened(schema=schema).apply()


def test_what_is_wrong_with_a_query_is_told(opened: Open) -> None:
    keyspace = opened(
        schema=TABLE,
        filters="SELECT at FROM readings WHERE value = :value",
        unknown="SELECT at\nFROM readings WHERE sensor = :censor AND day = :day",
        typed="SELECT at FROM readings WHERE sensor = :sensor AND day = '2024-05-01' AND at > :value",
        two="SELECT at FROM readings; SELECT at FROM readings",
    )
    keyspace.apply()
    with pytest.raises(pytest.fail.Exception, match="data filtering"):
        keyspace.ask("filters.cql", value=1.0)
    with pytest.raises(pytest.fail.Exception, match=r"asks for :censor(?s:.*)  2 \| FROM"):
        keyspace.ask("unknown.cql", sensor="a", day=DAY)
    with pytest.raises(pytest.fail.Exception, match=r":value where a timestamp is; it is soon"):
        keyspace.ask("typed.cql", sensor="a", value="soon")
    with pytest.raises(pytest.fail.Exception, match="one SELECT and nothing else"):
        keyspace.ask("two.cql")
    with pytest.raises(SubmissionInvalid, match=r"missing\.cql is missing"):
        keyspace.ask("missing.cql")


COLUMNS = "CREATE TABLE t (a int PRIMARY KEY, {});"
FORBIDDEN = {
    "a function in Java": "CREATE FUNCTION f (a int) CALLED ON NULL INPUT RETURNS int LANGUAGE java AS $$return a;$$;",
    "passwords": "SELECT role, salted_hash FROM system_auth.roles;",
    "what is traced": "TRUNCATE system_traces.sessions;",
    "more rights": "ALTER ROLE learner WITH SUPERUSER = true;",
    "another role": "CREATE ROLE other WITH LOGIN = true AND PASSWORD = 'other';",
    "the superuser's password": "ALTER ROLE cassandra WITH PASSWORD = 'mine';",
    "the server's tables": "TRUNCATE system_auth.roles;",
    "a trigger": TABLE + "CREATE TRIGGER t ON readings USING 'org.apache.cassandra.triggers.AuditTrigger';",
    "a view": TABLE + "CREATE MATERIALIZED VIEW v AS SELECT at FROM readings WHERE at IS NOT NULL PRIMARY KEY (at);",  # noqa: S608
    "a hundred thousand columns": COLUMNS.format(", ".join(f"c{number} int" for number in range(100_000))),
    "a thousand columns": COLUMNS.format(", ".join(f"c{number} int" for number in range(1000))),
    "tables without end": "".join(f"CREATE TABLE t{n} (a int PRIMARY KEY);" for n in range(1000)),
    "a nest of types": "CREATE TABLE t (a int PRIMARY KEY, b " + "frozen<list<" * 2000 + "int" + ">>" * 2000 + ");",
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_a_learner_may_not_is_refused_and_the_server_goes_on(opened: Open, server: Server, name: str) -> None:
    keyspace = opened(schema=FORBIDDEN[name], after=TABLE)
    with pytest.raises(pytest.fail.Exception, match=r"carry out|up to|in each other"):
        keyspace.apply()
    assert server[1].runs
    if "readings" not in keyspace.tables:
        keyspace.apply("after.cql")


def test_a_batch_that_floods_is_refused_and_the_server_goes_on(opened: Open) -> None:
    one = "INSERT INTO t (a, b) VALUES ({}, textAsBlob('{}'));"
    batch = "".join(one.format(number, "x" * 900) for number in range(50))
    schema = f"CREATE TABLE t (a int PRIMARY KEY, b blob); BEGIN BATCH {batch} APPLY BATCH;"
    keyspace = opened(schema=schema)
    keyspace.apply()  # what a person could have typed is carried out
    assert len(keyspace.rows("SELECT a FROM t")) == 50
    with pytest.raises(pytest.fail.Exception, match="up to 50000 are taken"):
        opened(schema=schema + batch).apply()


def test_a_trace_that_nobody_writes_is_not_waited_for_without_end(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graders.cql.link.TRACE_SECONDS", 0.05)
    link = Link(server[1].address, SUPERUSER)
    with pytest.raises(LinkBroken, match="not written"):
        link.trace(uuid.uuid1())
    link.close()


def test_a_keyspace_is_for_cql(server: Server) -> None:
    with pytest.raises(ExerciseInvalid, match="no Cassandra for sqlite"):
        open_keyspace(replace(GRADING, language="sqlite"), None, server[0], seconds=5)


def test_a_server_that_ends_ends_the_check_and_is_no_error_of_ours(opened: Open, server: Server) -> None:
    session, service = server  # the last test of the module, for there is no server after it
    keyspace = opened(schema=TABLE)
    session.run(["sh", "-c", "for place in /proc/[0-9]*; do grep -q java $place/comm && kill -9 ${place#/proc/}; done"])
    session.wait(lambda: not service.runs, seconds=5)
    with pytest.raises(SessionEnded, match="Cassandra broke the connection off"):
        keyspace.apply()
    assert session.ended is not None


def test_a_server_that_does_not_answer_is_an_error_of_ours(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise LinkBroken("refused")

    monkeypatch.setattr("graders.cql.keyspace.Link", refuse)
    with pytest.raises(SandboxFailed, match="Cassandra does not answer: refused"):
        open_keyspace(GRADING, server[1], server[0], seconds=5)
