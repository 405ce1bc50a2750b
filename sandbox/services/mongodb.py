"""A server that speaks MongoDB's protocol: FerretDB, with what it stores in SQLite.

It is MongoDB-compatible, and not MongoDB: documents, operators of updates, and the plain stages of aggregations are
there; ``$lookup``, ``$avg``, transactions and change streams are not (``docs/services.md`` has the list).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.errors import SandboxFailed

if TYPE_CHECKING:
    from pymongo import MongoClient

    from sandbox.services.place import Place

_OWN = frozenset({"admin", "config", "local"})
_MOST = 1000
_MILLISECONDS = 10_000


def command(place: Place) -> list[str]:
    """How it is started: MongoDB's own server where an image has been built with it."""
    ferretdb = [
        place.programs["ferretdb"],
        "--handler=sqlite",
        f"--sqlite-url=file:{place.folder}/",
        f"--listen-addr=127.0.0.1:{place.port}",
        "--debug-addr=-",
        "--state-dir=-",
        "--telemetry=disable",
        "--log-level=info",
    ]
    mongod = ["--dbpath", place.folder, "--port", str(place.port), "--bind_ip", "127.0.0.1", "--nounixsocket"]
    choice = 'if [ -x /opt/mongod/mongod ]; then exec /opt/mongod/mongod "$@"; fi; exec ' + " ".join(ferretdb)
    return ["sh", "-c", choice, "sh", *mongod, "--wiredTigerCacheSizeGB", "0.25"]


def connect(address: tuple[str, int]) -> MongoClient[dict[str, object]]:
    """A client of the real driver, without the threads that watch a replica set: ready in 15 ms instead of 100."""
    from pymongo import MongoClient

    host, port = address
    return MongoClient(
        host,
        port,
        directConnection=True,
        serverMonitoringMode="poll",
        serverSelectionTimeoutMS=_MILLISECONDS,
        socketTimeoutMS=_MILLISECONDS,
    )


def reset(address: tuple[str, int]) -> None:
    """Drop every database.

    Raises:
        SandboxFailed: it does not do as it is told.
    """
    from pymongo.errors import PyMongoError

    try:
        with connect(address) as client:
            for name in [name for name in client.list_database_names() if name not in _OWN][:_MOST]:
                client.drop_database(name)
    except PyMongoError as error:
        raise SandboxFailed(f"The MongoDB-compatible server could not be brought back: {error}") from error
