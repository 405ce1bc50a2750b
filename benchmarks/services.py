"""How long a service takes from an empty sandbox to the first answer of its client, and to be reset.

The sandbox's own start is a line of its own: it happens at the same time as the import of pytest, and the server's
start after it does so, too.
"""

from __future__ import annotations

import socket
import statistics
import time
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from sandbox.errors import SandboxError
from sandbox.opening import Opener
from sandbox.services import SERVICES, enough, running, tools
from sandbox.spec import Limits, SandboxSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sandbox.services import Service


class Times(NamedTuple):
    """Seconds: until the sandbox stands, until the first answer, and for a reset."""

    sandbox: float
    answer: float
    reset: float


def postgresql(address: tuple[str, int]) -> None:
    """One query."""
    import psycopg

    host, port = address
    with psycopg.connect(host=host, port=port, user="postgres", dbname="template1") as connection:
        connection.execute("SELECT 1")


def mysql(address: tuple[str, int]) -> None:
    """One query."""
    import pymysql

    host, port = address
    with pymysql.connect(host=host, port=port, user="root", password="") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def redis(address: tuple[str, int]) -> None:
    """One command."""
    from sandbox.services.redis import Client

    with closing(Client(address)) as client:
        client.command("PING")


def cassandra(address: tuple[str, int]) -> None:
    """One query."""
    from sandbox.services.cassandra import SUPERUSER, connect

    session = connect(address, SUPERUSER)
    try:
        session.execute("SELECT release_version FROM system.local")
    finally:
        session.cluster.shutdown()


def connected(address: tuple[str, int]) -> None:
    """A connection, for a service that has no question here."""
    socket.create_connection(address).close()


def aws(address: tuple[str, int]) -> None:
    """A bucket, and what is in it."""
    from sandbox.services.aws import Client

    client = Client(address)
    client.make_bucket("bench")
    client.keys("bench")


def azure(address: tuple[str, int]) -> None:
    """A request that nobody has signed, and the answer that it is refused."""
    _ask(address, "/devstoreaccount1?comp=list")


def gcp(address: tuple[str, int]) -> None:
    """The list of buckets."""
    _ask(address, "/storage/v1/b?project=kata")


def _ask(address: tuple[str, int], target: str) -> None:
    from http.client import HTTPConnection

    with closing(HTTPConnection(*address, timeout=10)) as connection:
        connection.request("GET", target, headers={"Connection": "close"})
        connection.getresponse().read()


def oidc(address: tuple[str, int]) -> None:
    """What a client asks first."""
    from sandbox.services.oidc import Provider

    Provider(address, b"").ask("GET", "/.well-known/openid-configuration").json()


QUESTIONS: Mapping[str, Callable[[tuple[str, int]], None]] = {
    "postgresql": postgresql,
    "mysql": mysql,
    "redis": redis,
    "oidc": oidc,
    "aws": aws,
    "azure": azure,
    "gcp": gcp,
    "cassandra": cassandra,
}


def measure(service: Service, backend: str, runs: int) -> Times | None:
    """Medians of so many starts; None where the service can't be used under the backend."""
    spec = SandboxSpec(image=service.image, limits=enough(Limits(), [service.id]), tools=tools([service.id]))
    found = []
    for number in range(runs + 1):
        opener = Opener(backend, spec)
        try:
            began = time.perf_counter()
            session = opener()
            services = running.begin([service.id], session)
            session.ready()
            stands = time.perf_counter()
            services[service.id].wait_until_up()
            QUESTIONS.get(service.id, connected)(services[service.id].address)
            answered = time.perf_counter()
            services[service.id].reset()
            if number:  # the first one imports clients, and may make the service ready
                found.append(Times(stands - began, answered - began, time.perf_counter() - answered))
        except SandboxError:
            return None
        finally:
            opener.close()
    return Times(*(statistics.median(column) for column in zip(*found, strict=True)))


def report(backends: list[str], runs: int) -> None:
    """Print a line for each service and backend."""
    print(f"\nFrom an empty sandbox to a service's first answer, {runs} starts each")
    for service in SERVICES.values():
        for backend in backends:
            times = measure(service, backend, runs)
            if times is not None:
                sandbox, answer, reset = (f"{1000 * seconds:6.0f} ms" for seconds in times)
                print(f"  {service.title:<30} {backend:<12} {answer} (of it the sandbox {sandbox}), reset {reset}")
