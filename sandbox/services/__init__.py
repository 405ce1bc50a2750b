"""The table of services: real servers that run inside a sandbox, beside a solution or in place of one.

A service is one row here and one module of its name in this package, which has two functions:

    command(place) -> list[str]     how the program is started inside
    reset(address) -> None          bring back the state that it had when it came up

What takes long to make (an empty database) is made once by ``ready/<name>.sh``: when the image is built, or, where a
backend has no image, on this machine before the first use (``sandbox.services.prepared``). Nothing here knows of
exercises, and what a service says is a solution's word as soon as a solution has talked to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from sandbox.spec import MIB, Tool

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sandbox.spec import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service.

    Attributes:
        id: as ``services`` of an ``exercise.toml`` names it; its module has the name too.
        title: as people write it.
        image: the image that holds it, a name in the table of images.
        port: where it listens in a sandbox that has a network of its own.
        tools: its programs on a machine without the image; the first is the server.
        says_when_up: what it prints as soon as it takes connections; empty if that is seen at its port alone.
        prepared: whether ``ready/<id>.sh`` makes what it starts from.
        client: the Python package that speaks to it from outside; empty if none is needed.
        extra: kata's extra that the package comes with.
        secret: whether it reads a secret from its standard input when it is up, by which it knows a test's orders.
        refuses_root: whether it does not run as root, which the sandbox ``process`` is when root starts it.
        memory_bytes: what it needs beside the solution.
        reserved_bytes: the room for addresses that it reserves and does not use.
        disk_bytes: the room that it needs beside the solution.
        processes: its processes and threads.
        open_files: the least number of files that it must be able to open.
        start_seconds: how long it may take until it is up.
    """

    id: str
    title: str
    image: str
    port: int
    tools: tuple[Tool, ...]
    says_when_up: bytes = b""
    prepared: bool = False
    client: str = ""
    extra: str = "servers"
    secret: bool = False
    refuses_root: bool = False
    memory_bytes: int = 32 * MIB
    reserved_bytes: int = 0
    disk_bytes: int = 0
    processes: int = 8
    open_files: int = 0
    start_seconds: float = 30.0

    def enough(self, limits: Limits) -> Limits:
        """The limits, with room for this service beside the solution."""
        return replace(
            limits,
            memory_bytes=limits.memory_bytes + self.memory_bytes,
            reserved_bytes=max(limits.reserved_bytes, self.reserved_bytes),
            disk_bytes=limits.disk_bytes + self.disk_bytes,
            processes=limits.processes + self.processes,
            open_files=max(limits.open_files, self.open_files),
        )


SERVICES: Mapping[str, Service] = MappingProxyType(
    {
        service.id: service
        for service in (
            Service(
                id="postgresql",
                title="PostgreSQL",
                image="postgresql",
                port=5432,
                tools=(
                    Tool(
                        name="postgres",
                        version=("--version",),
                        least=(15,),
                        advice="on Debian and Ubuntu: apt install postgresql; on Fedora: dnf install postgresql-server",
                        folders=("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin"),
                    ),
                ),
                says_when_up=b"database system is ready to accept connections",
                prepared=True,
                client="psycopg",
                refuses_root=True,
                memory_bytes=96 * MIB,
                disk_bytes=96 * MIB,
                processes=32,
            ),
            Service(
                id="mysql",
                title="MySQL (MariaDB)",
                image="mysql",
                port=3306,
                tools=(
                    Tool(
                        name="mariadbd",
                        version=("--version",),
                        least=(10, 6),
                        advice="on Debian and Ubuntu: apt install mariadb-server; on Fedora: "
                        "dnf install mariadb-server",
                        folders=("/usr/sbin", "/usr/libexec", "/opt/homebrew/opt/mariadb*/bin"),
                    ),
                    Tool(
                        name="mariadb-install-db",
                        version=("--help",),
                        least=(),
                        advice="it comes with the server",
                        folders=("/opt/homebrew/opt/mariadb*/bin",),
                    ),
                ),
                says_when_up=b"ready for connections",
                prepared=True,
                client="pymysql",
                refuses_root=True,
                memory_bytes=192 * MIB,
                disk_bytes=128 * MIB,
                processes=48,
                open_files=512,
            ),
            Service(
                id="mongodb",
                title="MongoDB-compatible (FerretDB)",
                image="mongodb",
                port=27017,
                tools=(
                    Tool(
                        name="ferretdb",
                        version=("--version",),
                        least=(1, 24),
                        advice="FerretDB 1.24 with its SQLite backend, from its module of Go",
                    ),
                ),
                says_when_up=b"istening on",
                client="pymongo",
                memory_bytes=128 * MIB,
                disk_bytes=32 * MIB,
                processes=32,
            ),
            Service(
                id="aws",
                title="AWS (moto)",
                image="aws",
                port=4566,
                tools=(Tool(name="moto", in_image_only=True, advice="with Docker: kata sandbox build aws"),),
                says_when_up=b"moto listens on",
                memory_bytes=192 * MIB,
                disk_bytes=16 * MIB,
                processes=32,
            ),
            Service(
                id="cassandra",
                title="Cassandra",
                image="cassandra",
                port=9042,
                tools=(Tool(name="Cassandra", in_image_only=True),),
                says_when_up=b"Startup complete",
                prepared=True,
                client="cassandra",
                extra="cassandra",
                memory_bytes=1024 * MIB,
                disk_bytes=96 * MIB,
                processes=160,
                open_files=4096,
                start_seconds=90.0,
            ),
            Service(
                id="oidc",
                title="OpenID Connect (Authlib)",
                image="oidc",
                port=9000,
                tools=(
                    Tool(
                        name="kata-oidc",
                        advice="docs/services.md says how it is put there",
                        folders=("/opt/kata-oidc/bin",),
                    ),
                ),
                says_when_up=b"takes connections",
                secret=True,
                memory_bytes=128 * MIB,
                processes=80,
            ),
            Service(
                id="azure",
                title="Azure Blob Storage (Azurite)",
                image="azure",
                port=10000,
                tools=(Tool(name="Azurite", in_image_only=True),),
                says_when_up=b"Azurite listens on",
                memory_bytes=256 * MIB,
                reserved_bytes=512 * MIB,  # for machine code, by Node.js
                processes=24,
            ),
            Service(
                id="gcp",
                title="Google Cloud Storage (fake-gcs-server)",
                image="gcp",
                port=4443,
                tools=(Tool(name="fake-gcs-server", in_image_only=True),),
                says_when_up=b"fake-gcs-server listens on",
                memory_bytes=128 * MIB,
                processes=24,
            ),
            Service(
                id="redis",
                title="Redis",
                image="redis",
                port=6379,
                tools=(
                    Tool(
                        name="redis-server",
                        version=("--version",),
                        least=(6,),
                        advice="on Debian and Ubuntu: apt install redis-server; on Fedora: dnf install redis",
                    ),
                ),
                says_when_up=b"Ready to accept connections",
            ),
        )
    }
)


def enough(limits: Limits, names: Iterable[str]) -> Limits:
    """The limits, with room for these services."""
    for name in names:
        limits = SERVICES[name].enough(limits)
    return limits


def tools(names: Iterable[str]) -> tuple[Tool, ...]:
    """The programs that these services need where there is no image."""
    return tuple(tool for name in names for tool in SERVICES[name].tools)
