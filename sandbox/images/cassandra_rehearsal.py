"""Has Cassandra do once what it does in most checks: makes its roles, then makes, fills, asks and drops tables.

Run while the image is built, by ``services/ready/cassandra.sh``: what the server keeps of it is what a sandbox starts
from, and the classes that it loads are those of the archive.

    python3 rehearsal.py PORT
"""

from __future__ import annotations

import sys
import time

from cassandra.auth import PlainTextAuthProvider
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile, NoHostAvailable, Session
from cassandra.policies import FallthroughRetryPolicy, RoundRobinPolicy

SECONDS = 60.0
TABLE = (
    "CREATE TABLE readings (sensor text, day date, at timestamp, value double, tags set<text>, "
    "PRIMARY KEY ((sensor, day), at)) WITH CLUSTERING ORDER BY (at DESC) AND default_time_to_live = 3600"
)
QUERIES = (
    "SELECT at, value FROM readings WHERE sensor = 'a' AND day = '2024-05-01' AND at >= '2024-05-01' LIMIT 3",
    "SELECT sensor, TTL(value) FROM readings WHERE value > 1 ALLOW FILTERING",
    "SELECT count(*), max(value) FROM readings WHERE sensor IN ('a', 'b') AND day = '2024-05-01'",
    "SELECT * FROM system_schema.columns WHERE keyspace_name = 'work'",
)


def connect(port: int, role: str, password: str) -> Session:
    """A session, as the graders make theirs; the roles may be a moment later than the port."""
    profile = ExecutionProfile(
        load_balancing_policy=RoundRobinPolicy(), retry_policy=FallthroughRetryPolicy(), request_timeout=SECONDS
    )
    deadline = time.monotonic() + SECONDS
    while True:
        cluster = Cluster(
            ["127.0.0.1"],
            port=port,
            protocol_version=5,
            auth_provider=PlainTextAuthProvider(role, password),
            execution_profiles={EXEC_PROFILE_DEFAULT: profile},
        )
        try:
            return cluster.connect()
        except NoHostAvailable:
            cluster.shutdown()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def rehearse(port: int) -> None:
    """All of it. Whatever the server refuses ends the build."""
    root = connect(port, "cassandra", "cassandra")
    root.execute("CREATE ROLE IF NOT EXISTS learner WITH PASSWORD = 'learner' AND LOGIN = true")
    for _ in range(2):
        root.execute(
            "CREATE KEYSPACE work WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1} "
            "AND durable_writes = false"
        )
        root.execute("GRANT CREATE ON KEYSPACE work TO learner")
        session = connect(port, "learner", "learner")
        session.set_keyspace("work")
        session.execute(TABLE)
        session.execute("CREATE TYPE place (room text, floor int)")
        insert = session.prepare("INSERT INTO readings (sensor, day, at, value, tags) VALUES (?, ?, ?, ?, ?)")
        for number in range(20):
            session.execute(insert, ("ab"[number % 2], "2024-05-01", 1714521600000 + number, 1.5 * number, {"x"}))
        session.execute("UPDATE readings USING TTL 60 SET value = 2 WHERE sensor='a' AND day='2024-05-01' AND at=0")
        session.execute("DELETE FROM readings WHERE sensor='a' AND day='2024-05-01' AND at=0")
        for query in QUERIES:
            list(session.execute(session.prepare(query)))
            traced = session.execute_async(query, trace=True)
            list(traced.result())
            root.execute("SELECT * FROM system_traces.sessions WHERE session_id = %s", traced.get_query_trace_ids())
            root.execute("SELECT * FROM system_traces.events WHERE session_id = %s", traced.get_query_trace_ids())
        session.execute("DROP TABLE readings")
        session.cluster.shutdown()
        root.execute("DROP KEYSPACE work")
    root.execute("TRUNCATE system_traces.sessions")
    root.execute("TRUNCATE system_traces.events")
    root.cluster.shutdown()


if __name__ == "__main__":
    rehearse(int(sys.argv[1]))
