"""Cassandra: one node, started from system keyspaces that are there, with the classes that it loads in an archive.

It keeps next to nothing in caches, has two processors' worth of threads, and asks no other node about anything. The
role ``cassandra`` may do everything; ``learner`` uses the keyspaces that it is given (``images/cassandra/`` has all
settings). Functions in Java are off, as they come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.errors import SandboxFailed

if TYPE_CHECKING:
    from cassandra.cluster import Session

    from sandbox.services.place import Place

SUPERUSER = "cassandra"
LEARNER = "learner"
"""Each has its name for a password: the server holds nothing that is worth another."""
SECONDS = 10.0
"""What an answer may take, and a connection."""
_OWN_PREFIX = "system"
_OWN_ROLES = frozenset({SUPERUSER, LEARNER})
_MOST = 1000


def command(place: Place) -> list[str]:
    """How it is started."""
    return ["kata-cassandra", place.folder, str(place.port)]


def connect(address: tuple[str, int], role: str, *, keyspace: str | None = None, seconds: float = SECONDS) -> Session:
    """A session of the real driver, without what it does for a cluster: up in 40 ms instead of 200. Rows are tuples.

    Ending it is ``session.cluster.shutdown()``.

    Args:
        address: where the server is reached from outside.
        role: who asks.
        keyspace: where names without a keyspace are looked up.
        seconds: what an answer may take.

    Raises:
        cassandra.cluster.NoHostAvailable: it does not answer.
    """
    from cassandra.auth import PlainTextAuthProvider
    from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile
    from cassandra.policies import FallthroughRetryPolicy, RoundRobinPolicy
    from cassandra.query import tuple_factory

    host, port = address
    profile = ExecutionProfile(
        load_balancing_policy=RoundRobinPolicy(),
        retry_policy=FallthroughRetryPolicy(),
        request_timeout=seconds,
        row_factory=tuple_factory,
    )
    cluster = Cluster(
        [host],
        port=port,
        protocol_version=5,
        auth_provider=PlainTextAuthProvider(role, role),
        execution_profiles={EXEC_PROFILE_DEFAULT: profile},
        schema_metadata_enabled=False,
        token_metadata_enabled=False,
        monitor_reporting_enabled=False,
        idle_heartbeat_interval=0,
        max_schema_agreement_wait=0,
        connect_timeout=SECONDS,
    )
    try:
        return cluster.connect(keyspace)
    except BaseException:
        cluster.shutdown()
        raise


def reset(address: tuple[str, int]) -> None:
    """Drop every keyspace and every role that was not there when it came up. What was traced stays.

    Raises:
        SandboxFailed: it does not do as it is told.
    """
    from cassandra import DriverException
    from cassandra.cluster import NoHostAvailable

    try:
        session = connect(address, SUPERUSER)
        try:
            for (name,) in session.execute("SELECT keyspace_name FROM system_schema.keyspaces").current_rows[:_MOST]:
                if not str(name).startswith(_OWN_PREFIX):
                    session.execute(f"DROP KEYSPACE IF EXISTS {quoted(name)}")
            for (name,) in session.execute("SELECT role FROM system_auth.roles").current_rows[:_MOST]:
                if name not in _OWN_ROLES:
                    session.execute(f"DROP ROLE IF EXISTS {quoted(name)}")
        finally:
            session.cluster.shutdown()
    except (DriverException, NoHostAvailable) as error:
        raise SandboxFailed(f"Cassandra could not be brought back to its first state: {error}") from error


def quoted(name: object) -> str:
    """A name as an identifier of CQL."""
    return '"' + str(name).replace('"', '""') + '"'
