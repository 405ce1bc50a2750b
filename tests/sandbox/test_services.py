"""What every service in the table does, under every backend that has it here."""

from __future__ import annotations

import hashlib
import socket
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlencode

import psycopg
import pymysql
import pytest
from pymongo import MongoClient

from sandbox.errors import CommandRefused, SandboxFailed, SandboxUnavailable, SessionEnded
from sandbox.images import IMAGES
from sandbox.opening import Opener
from sandbox.services import SERVICES, cassandra, enough, prepared, running, tools
from sandbox.services.oidc import Provider
from sandbox.services.redis import Client
from sandbox.services.running import Running
from sandbox.session import Session
from sandbox.spec import Limits, SandboxSpec, Tool
from tests.conftest import need_service
from tests.sandbox.clouds import aws_keeps, aws_kept, azure_keeps, azure_kept, gcp_keeps, gcp_kept

BACKENDS = ("docker", "bubblewrap", "process")
Address = tuple[str, int]


@contextmanager
def started(name: str, backend: str) -> Iterator[tuple[Session, Running]]:
    """A service that is up, in a sandbox of its own."""
    need_service(name, backend)
    spec = SandboxSpec(image=SERVICES[name].image, limits=enough(Limits(), [name]), tools=tools([name]))
    opener = Opener(backend, spec)
    try:
        session = opener()
        services = running.begin([name], session)
        session.ready()
        services[name].wait_until_up()
        yield session, services[name]
    finally:
        opener.close()


@pytest.fixture(scope="module", params=[f"{name} {backend}" for name in SERVICES for backend in BACKENDS])
def service(request: pytest.FixtureRequest) -> Iterator[tuple[Session, Running]]:
    """Each service in each backend, shared by the tests: each of them leaves it as it came."""
    name, backend = request.param.split()
    with started(name, backend) as found:
        yield found


# --- one exchange with a real client for each ---------------------------------------------------------------


def postgresql_keeps(address: Address, word: str) -> None:
    host, port = address
    with psycopg.connect(host=host, port=port, user="postgres", dbname="template1", autocommit=True) as connection:
        connection.execute("CREATE DATABASE kept")
        connection.execute("CREATE ROLE keeper")
    with psycopg.connect(host=host, port=port, user="postgres", dbname="kept", autocommit=True) as connection:
        connection.execute("CREATE TABLE words (word text)")
        connection.execute("INSERT INTO words VALUES (%s)", [word])
        assert connection.execute("SELECT word FROM words").fetchall() == [(word,)]


def postgresql_kept(address: Address) -> bool:
    host, port = address
    with psycopg.connect(host=host, port=port, user="postgres", dbname="template1") as connection:
        found = connection.execute("SELECT FROM pg_database WHERE datname = 'kept'").rowcount
        return bool(found or connection.execute("SELECT FROM pg_roles WHERE rolname = 'keeper'").rowcount)


def mysql_keeps(address: Address, word: str) -> None:
    host, port = address
    with pymysql.connect(host=host, port=port, user="root", password="") as connection, connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE kept")
        cursor.execute("CREATE TABLE kept.words (word text)")
        cursor.execute("INSERT INTO kept.words VALUES (%s)", [word])
        cursor.execute("SELECT word FROM kept.words")
        assert cursor.fetchall() == ((word,),)


def mysql_kept(address: Address) -> bool:
    host, port = address
    with pymysql.connect(host=host, port=port, user="root", password="") as connection, connection.cursor() as cursor:
        return bool(cursor.execute("SHOW DATABASES LIKE 'kept'"))


def redis_keeps(address: Address, word: str) -> None:
    with closing(Client(address)) as client:
        assert client.command("SET", "word", word) == b"OK"
        assert client.command("GET", "word") == word.encode()


def redis_kept(address: Address) -> bool:
    with closing(Client(address)) as client:
        return client.command("DBSIZE") != 0


def mongodb_keeps(address: Address, word: str) -> None:
    with MongoClient[dict[str, str]](*address) as client:
        client["kept"]["words"].insert_one({"_id": "1", "word": word})
        assert client["kept"]["words"].find_one({}) == {"_id": "1", "word": word}


def mongodb_kept(address: Address) -> bool:
    with MongoClient[dict[str, str]](*address) as client:
        return "kept" in client.list_database_names()


def cassandra_keeps(address: Address, word: str) -> None:
    session = cassandra.connect(address, cassandra.SUPERUSER)
    try:
        session.execute("CREATE KEYSPACE kept WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}")
        session.execute("CREATE TABLE kept.words (word text PRIMARY KEY)")
        session.execute("INSERT INTO kept.words (word) VALUES (%s)", [word])
        session.execute("CREATE ROLE keeper")
        assert list(session.execute("SELECT word FROM kept.words")) == [(word,)]
    finally:
        session.cluster.shutdown()


def cassandra_kept(address: Address) -> bool:
    session = cassandra.connect(address, cassandra.SUPERUSER)
    try:
        found = list(session.execute("SELECT keyspace_name FROM system_schema.keyspaces"))
        return ("kept",) in found or ("keeper",) in list(session.execute("SELECT role FROM system_auth.roles"))
    finally:
        session.cluster.shutdown()


GIVEN: list[str] = []
"""The access tokens that a provider has given here."""


def oidc_keeps(address: Address, word: str) -> None:
    provider = Provider(address, b"")
    back = "http://127.0.0.1:8000/callback"
    verifier = f"{word}-".ljust(43, "v")
    challenge = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {"response_type": "code", "client_id": "shop", "redirect_uri": back, "scope": "openid", "state": word}
    query = urlencode(asked | {"code_challenge": challenge, "code_challenge_method": "S256"})
    told = provider.sign_in(f"{provider.issuer}/authorize?{query}", "ada", "lovelace").leads_with
    assert told["state"] == word
    form = {"grant_type": "authorization_code", "code": told["code"], "redirect_uri": back, "code_verifier": verifier}
    basic = {"Authorization": "Basic " + b64encode(b"shop:only-to-try").decode()}
    GIVEN.append(provider.ask("POST", "/token", form=form, headers=basic).json()["access_token"])


def oidc_kept(address: Address) -> bool:
    bearers = [{"Authorization": f"Bearer {token}"} for token in GIVEN]
    replies = [Provider(address, b"").ask("GET", "/userinfo", headers=bearer) for bearer in bearers]
    return any(reply.status == 200 for reply in replies)


KEEPS: dict[str, tuple[Callable[[Address, str], None], Callable[[Address], bool]]] = {
    "postgresql": (postgresql_keeps, postgresql_kept),
    "mysql": (mysql_keeps, mysql_kept),
    "redis": (redis_keeps, redis_kept),
    "mongodb": (mongodb_keeps, mongodb_kept),
    "cassandra": (cassandra_keeps, cassandra_kept),
    "oidc": (oidc_keeps, oidc_kept),
    "aws": (aws_keeps, aws_kept),
    "azure": (azure_keeps, azure_kept),
    "gcp": (gcp_keeps, gcp_kept),
}


def test_it_answers_a_real_client_and_forgets_all_of_it_when_it_is_reset(service: tuple[Session, Running]) -> None:
    _, service_ = service
    keeps, kept = KEEPS[service_.service.id]
    for word in ("first", "second"):
        assert not kept(service_.address)
        keeps(service_.address, word)
        assert kept(service_.address)
        service_.reset()
    assert service_.runs


def test_its_log_is_there_to_be_shown(service: tuple[Session, Running]) -> None:
    _, service_ = service
    assert service_.service.says_when_up.decode() in service_.log()


def test_it_is_up_in_the_sandbox_alone(service: tuple[Session, Running]) -> None:
    session, service_ = service
    if session.info.backend != "process":
        assert service_.port == service_.service.port
        with pytest.raises(OSError, match="refused"), closing(socket.create_connection(("127.0.0.1", service_.port))):
            pass


def test_it_runs_as_the_user_of_the_sandbox(service: tuple[Session, Running]) -> None:
    session, service_ = service
    told = session.run(["sh", "-c", f"stat -c %u ../services/{service_.service.id} && id -u"])
    first, second = told.stdout.split()
    assert first == second
    if session.info.backend != "process":
        assert second == b"1000"


def test_it_reaches_no_network_outside(service: tuple[Session, Running]) -> None:
    session, _ = service
    if session.info.backend == "process":
        pytest.skip("a plain process has the machine's network")
    tries = "import socket\ntry: socket.create_connection(('192.0.2.1', 80), 2)\nexcept OSError as e: print(e.errno)"
    assert session.run([session.python, "-c", tries]).stdout.split()[0] in {b"101", b"113"}  # ENETUNREACH, EHOSTUNREACH


@pytest.mark.parametrize("backend", ["docker", "bubblewrap"])
def test_it_ends_with_its_sandbox(backend: str) -> None:
    with started("redis", backend) as (session, service):
        client = Client(service.address)
        assert client.command("PING") == b"PONG"
        session.close()
        with pytest.raises(OSError, match=r"closed|reset|[Bb]roken|refused"):
            client.command("PING")
        client.close()


# --- what goes wrong ----------------------------------------------------------------------------------------


def test_a_service_that_has_ended_is_not_reset_but_told_of() -> None:
    with started("redis", "bubblewrap") as (session, service):
        with closing(Client(service.address)) as client, pytest.raises((OSError, CommandRefused)):
            client.command("SHUTDOWN", "NOSAVE")
        session.wait(lambda: not service.runs, seconds=5)
        with pytest.raises(SandboxFailed, match="Redis has ended"):
            service.reset()


def test_a_service_that_does_not_start_is_our_failure_with_its_log(monkeypatch: pytest.MonkeyPatch) -> None:
    need_service("redis", "bubblewrap")
    monkeypatch.setattr("sandbox.services.redis.command", lambda place: ["sh", "-c", "echo no such luck; exit 3"])
    with pytest.raises(SandboxFailed, match=r"Redis did not start(?s:.*)no such luck"), started("redis", "bubblewrap"):
        pass


def test_a_program_that_is_not_installed_is_one_line_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.backends.machine.shutil.which", lambda *_, **__: None)
    with pytest.raises(SandboxUnavailable, match=r"^PostgreSQL is not installed here \(on Debian.*\)\.$"):
        prepared.programs(SERVICES["postgresql"])


def test_a_client_that_is_not_installed_is_one_line_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "find_spec", lambda _: None)
    with pytest.raises(SandboxUnavailable, match=r"psycopg, which speaks to PostgreSQL.*kata-runner\[servers\]"):
        running.known("postgresql")


def test_what_a_server_starts_from_is_made_once_and_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    need_service("postgresql", "bubblewrap")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    made = prepared.archive(SERVICES["postgresql"], "bubblewrap")
    monkeypatch.setattr(prepared, "_made", lambda *_: pytest.fail("it was made again"))
    assert prepared.archive(SERVICES["postgresql"], "bubblewrap") == made


def test_the_newest_of_several_versions_is_taken(tmp_path_factory: pytest.TempPathFactory) -> None:
    from sandbox.backends.machine import locate

    root = tmp_path_factory.mktemp("versions")
    for version in ("9", "15"):
        place = root / version / "bin" / "postgrad"
        place.parent.mkdir(parents=True)
        place.write_text("#!/bin/sh\n")
        place.chmod(0o755)
    tool = Tool(name="postgrad", version=(), least=(), advice="", folders=(f"{root}/*/bin",))
    assert locate(tool, "") == str(root / "15" / "bin" / "postgrad")


# --- the table ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("service", SERVICES.values(), ids=lambda row: row.id)
def test_a_row_has_an_image_a_module_and_what_it_starts_from(service: object) -> None:
    row = SERVICES[getattr(service, "id", "")]
    assert row.id in KEEPS
    assert row.image in IMAGES
    module = running.module(row)
    assert callable(module.command)
    assert callable(module.reset)
    assert (prepared.READY / f"{row.id}.sh").is_file() is row.prepared


def test_a_service_has_room_beside_the_solution() -> None:
    limits = enough(Limits(), ["postgresql", "redis"])
    assert limits.memory_bytes > Limits().memory_bytes + SERVICES["redis"].memory_bytes
    assert limits.processes > Limits().processes


# --- a Redis that is none -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (b"$-1\r\n", None),
        (b":7\r\n", 7),
        (b"*2\r\n$2\r\nab\r\n:1\r\n", [b"ab", 1]),
        (b"+OK\r\n", b"OK"),
    ],
)
def test_replies_of_redis_are_plain_values(reply: bytes, expected: object) -> None:
    assert asked(reply) == expected


@pytest.mark.parametrize(
    "reply",
    [
        b"*1\r\n" * 50,
        b"$99999999999\r\n",
        b"*99999999\r\n",
        b"?what\r\n",
        b":many\r\n",
        b"+" + b"x" * (5 << 20),
        b"",
    ],
)
def test_a_reply_that_is_none_is_an_error_and_no_more(reply: bytes) -> None:
    with pytest.raises((ValueError, OSError)):
        asked(reply)


def asked(reply: bytes) -> object:
    """What a client makes of a server that says just this."""
    import threading

    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(100)
                try:
                    connection.sendall(reply)
                except OSError:
                    return  # the client has had enough

        thread = threading.Thread(target=serve)
        thread.start()
        with closing(Client(listener.getsockname()[:2])) as client:
            try:
                return client.command("GET", "x")
            finally:
                client.close()
                thread.join()


def test_a_session_without_programs_ends_and_hides_nothing() -> None:
    with pytest.raises((SandboxUnavailable, SessionEnded), match="no service named"):
        running.known("oracle")
