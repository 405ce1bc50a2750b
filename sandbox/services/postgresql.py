"""PostgreSQL: started without what a database that lives for seconds does not need.

Nothing is synced, for the disk is memory; no just-in-time compiler, no parallel workers, no autovacuum, so that the
same query has the same plan each time. The role ``postgres`` may do everything, ``learner`` owns the databases that it
is given, ``reader`` reads (``ready/postgresql.sh`` says what else it may not).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.errors import SandboxFailed

if TYPE_CHECKING:
    from sandbox.services.place import Place

SUPERUSER = "postgres"
HOME = "template1"
"""The database that is always there, and that new ones are copied from."""
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "40",
    "shared_buffers": "16MB",
    "huge_pages": "off",
    "dynamic_shared_memory_type": "mmap",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "min_wal_size": "2MB",
    "max_wal_size": "8MB",
    "checkpoint_timeout": "1h",
    "jit": "off",
    "autovacuum": "off",
    "max_parallel_workers": "0",
    "max_parallel_workers_per_gather": "0",
    "max_logical_replication_workers": "0",
    "temp_file_limit": "32MB",
    "deadlock_timeout": "200ms",
    "TimeZone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",
    "lc_messages": "C.UTF-8",
}


def command(place: Place) -> list[str]:
    """How it is started."""
    settings = [option for name, value in _SETTINGS.items() for option in ("-c", f"{name}={value}")]
    return [place.programs["postgres"], "-D", f"{place.folder}/data", "-p", str(place.port), *settings]


def preparing(programs: dict[str, str]) -> list[str]:
    """What ``ready/postgresql.sh`` is given besides its folder."""
    return [programs["postgres"].rpartition("/")[0]]


def reset(address: tuple[str, int]) -> None:
    """Drop every database and every role that was not there when it came up, whoever uses it.

    A new database takes 25 ms, a new server 150: so a check that needs a fresh one makes it.

    Raises:
        SandboxFailed: it does not do as it is told.
    """
    import psycopg
    from psycopg import sql

    host, port = address
    try:
        with psycopg.connect(host=host, port=port, user=SUPERUSER, dbname=HOME, autocommit=True) as connection:
            databases = connection.execute("SELECT datname FROM pg_database WHERE datname <> %s", [HOME]).fetchall()
            for (name,) in databases[:_MOST]:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            roles = connection.execute(
                "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND rolname NOT IN (%s, 'reader', 'learner')",
                [SUPERUSER],
            ).fetchall()
            for (name,) in roles[:_MOST]:
                connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))
    except psycopg.Error as error:
        raise SandboxFailed(f"PostgreSQL could not be brought back to its first state: {error}") from error


_MOST = 1000
"""Databases, and roles, that are dropped at most: how many there are is the word of the sandbox."""
