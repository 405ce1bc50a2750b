"""AWS as a test sees it: a server that is none, users of IAM, pages of S3, and a solution that imports boto3."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sandbox.drivers import python_program
from sandbox.errors import CommandRefused, SandboxFailed, SandboxUnavailable
from sandbox.images import IMAGES
from sandbox.opening import Opener
from sandbox.programs import Connection
from sandbox.services import aws, enough, running, tools
from sandbox.services.aws import REPLY_BYTES, Client
from sandbox.services.running import Running
from sandbox.session import Session
from sandbox.solution import Solution
from sandbox.spec import PACKAGES, PACKAGES_VARIABLE, Limits, SandboxSpec, package_tools
from tests.conftest import need, need_service

SHOP = b"""
import os, sys
import boto3

first, last, told, version = sys.path[0], sys.path[-1], os.environ.get("KATA_PACKAGES"), boto3.__version__
"""


class Driver:
    """The conversation with one driver."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def connection(self) -> Connection:
        """Always the same."""
        return self._connection

    def ended(self) -> bool:
        """It has not."""
        return False


@pytest.fixture(scope="module")
def here() -> Iterator[tuple[Session, Running]]:
    """The service in its image."""
    need_service("aws", "docker")
    opener = Opener("docker", SandboxSpec(image="aws", limits=enough(Limits(), ["aws"]), tools=tools(["aws"])))
    try:
        session = opener()
        found = running.begin(["aws"], session)["aws"]
        session.ready()
        found.wait_until_up()
        yield session, found
    finally:
        opener.close()


# --- the server ---------------------------------------------------------------------------------------------


def test_a_listing_comes_in_pages_whatever_is_asked_for(here: tuple[Session, Running]) -> None:
    client = Client(here[1].address)
    client.make_bucket("many")
    for number in range(51):
        client.put("many", f"{number:02}", b"")
    for query in ("list-type=2", "list-type=2&max-keys=1000", "max-keys=1000"):
        listed = client.request("GET", f"/many?{query}").body
        assert (listed.count(b"<Key>"), b"<IsTruncated>true</IsTruncated>" in listed) == (50, True)
    assert client.request("GET", "/many?list-type=2&max-keys=7").body.count(b"<Key>") == 7
    here[1].reset()


def test_who_may_do_what_is_asked_only_after_authorise_and_until_the_reset(here: tuple[Session, Running]) -> None:
    client = Client(here[1].address)
    client.authorise()
    with pytest.raises(CommandRefused, match=r"CreateBucket was answered with the status 40\d"):
        client.make_bucket("closed")
    here[1].reset()
    client.make_bucket("open")
    here[1].reset()


def test_a_stranger_reads_nothing_without_a_link(here: tuple[Session, Running]) -> None:
    client = Client(here[1].address)
    client.make_bucket("closed")
    client.put("closed", "secret", b"x")
    assert client.get("closed", "secret").body == b"x"
    assert client.request("GET", "/closed/secret", stranger=True).status == 403
    here[1].reset()


def test_the_log_has_the_requests_without_colours(here: tuple[Session, Running]) -> None:
    Client(here[1].address).get("nothing", "here")
    session, service = here
    assert session.wait(lambda: "GET /nothing/here" in service.log(), seconds=5)
    assert "\x1b" not in service.log()


# --- packages -----------------------------------------------------------------------------------------------


def test_a_solution_finds_them_after_its_own_files_and_the_library(here: tuple[Session, Running]) -> None:
    session, _ = here
    session.put({"work/shop.py": SHOP})
    connection = session.load(python_program(), ["shop.py"], env={PACKAGES_VARIABLE: PACKAGES})
    shop = Solution(Driver(connection)).import_module("shop")
    assert (shop.first, shop.last, shop.told) == (f"{session.root}/work", PACKAGES, None)
    assert shop.version.startswith("1.")


def test_a_solution_that_may_not_import_them_does_not_find_them(here: tuple[Session, Running]) -> None:
    session, _ = here
    session.put({"work/shop.py": SHOP})
    shop = Solution(Driver(session.load(python_program(), ["shop.py"])))
    with pytest.raises(ImportError, match="boto3"):
        shop.import_module("shop")


def test_without_an_image_there_are_no_packages() -> None:
    need("bubblewrap")
    with pytest.raises(
        SandboxUnavailable, match=r"^The Python package boto3 is in a sandbox image alone, so this needs"
    ):
        Opener("bubblewrap", SandboxSpec(image="aws", tools=package_tools(["boto3"])))()


def test_without_docker_that_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    with pytest.raises(SandboxUnavailable) as refused:
        Opener("auto", SandboxSpec(image="aws", tools=package_tools(["boto3"])))()
    assert str(refused.value).count("The Python package boto3 is in a sandbox image alone") == 1


def test_what_an_image_offers_can_be_imported_there(here: tuple[Session, Running]) -> None:
    session, _ = here
    names = IMAGES["aws"].offers
    program = f"import sys; sys.path.append({PACKAGES!r}); import {', '.join(names)}"
    done = session.run(["python3", "-I", "-S", "-c", program])
    assert done.status == 0, done.stderr


# --- a server that is none ----------------------------------------------------------------------------------


@contextmanager
def answering(reply: bytes) -> Iterator[Client]:
    """A client of a server that says just this, to everybody."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return  # it is over
                with connection:
                    try:
                        connection.recv(1 << 16)
                        connection.sendall(reply)
                    except OSError:
                        continue  # the client has had enough

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield Client(listener.getsockname()[:2])
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"hello\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n{}",
        b"HTTP/1.1 200 OK\r\nA: " + b"x" * 100_000 + b"\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n" + b" " * (REPLY_BYTES + 1),
        b"HTTP/1.1 200 OK\r\n\r\n" + b"[" * 100_000,
        b"HTTP/1.1 200 OK\r\n\r\n[1]",
        b"HTTP/1.1 200 OK\r\n\r\n\xff",
        b"HTTP/1.1 200 OK\r\n\r\n" + b"9" * 10_000,
    ],
    ids=lambda reply: repr(reply[:40]),
)
def test_an_answer_that_is_none_is_an_error_and_no_more(reply: bytes) -> None:
    with answering(reply) as client, pytest.raises((ValueError, OSError)):
        client.call("sqs", "ListQueues")


def test_a_refusal_is_told_with_its_status_and_the_beginning_of_its_text() -> None:
    reply = b"HTTP/1.1 404 Not Found\r\nContent-Length: 2000\r\n\r\n" + b"x" * 2000
    with answering(reply) as client, pytest.raises(CommandRefused, match=r"^ListQueues .* status 404: x{400}$"):
        client.call("sqs", "ListQueues")
    with answering(reply) as client, pytest.raises(SandboxFailed, match="AWS could not be brought back"):
        aws.reset(client._address)


def test_an_object_is_plain_values() -> None:
    reply = json.dumps({"QueueUrls": ["a"]}).encode()
    with answering(b"HTTP/1.1 200 OK\r\n\r\n" + reply) as client:
        assert client.call("sqs", "ListQueues") == {"QueueUrls": ["a"]}
