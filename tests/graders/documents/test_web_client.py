"""The client of tests, against servers that mean it no good."""

from __future__ import annotations

import gzip
import socket
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from graders.documents import web_client
from graders.documents.errors import LibraryMissing
from graders.documents.web_client import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

failed = pytest.raises(pytest.fail.Exception)


class Stub:
    """What a site needs of a running program: a name, an address, last words."""

    title = "stub"

    def __init__(self, listener: socket.socket) -> None:
        self._address = listener.getsockname()

    def address(self, _port: int) -> Any:
        return self._address

    def log(self) -> str:
        return "(nothing)"


@pytest.fixture
def answering() -> Iterator[Callable[[bytes], Site]]:
    """A site whose server answers the first connection with these bytes, whatever was asked."""
    listeners: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def start(answer: bytes) -> Site:
        listener = socket.create_server(("127.0.0.1", 0))

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                try:
                    connection.sendall(answer)
                except OSError:
                    return  # the client has had enough

        threads.append(threading.Thread(target=serve))
        threads[-1].start()
        listeners.append(listener)
        stub: Any = Stub(listener)
        return Site(stub, port=80, host="corner.example")

    yield start
    for thread in threads:
        thread.join(10)
    for listener in listeners:
        listener.close()


def test_an_answer_is_what_came(answering: Callable[[bytes], Site]) -> None:
    site = answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-One: 1\r\nX-One: 2\r\n\r\nhi")
    answer = site.get("/a%2Fb?c")
    assert (answer.status, answer.text, answer.headers["x-one"]) == (200, "hi", "1, 2")
    assert answer.asked == "GET http://corner.example/a%2Fb?c"


def test_a_redirect_is_told_and_not_followed(answering: Callable[[bytes], Site]) -> None:
    answer = answering(b"HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n").get("/")
    assert (answer.status, answer.headers["location"]) == (301, "http://127.0.0.1:1/")


def test_a_body_without_an_end_is_cut_off(answering: Callable[[bytes], Site], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_client, "MOST_BYTES", 1 << 20)
    with failed as told:
        answering(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (3 << 20)).get("/")
    assert "more than 1 MiB" in str(told.value)


def test_a_compressed_bomb_is_unpacked_only_so_far(
    answering: Callable[[bytes], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_client, "MOST_BYTES", 1 << 20)
    bomb = gzip.compress(bytes(64 << 20))
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n".encode()
    answer = answering(head + bomb).get("/")
    assert len(answer.body) == len(bomb)
    assert len(answer.unpacked()) == 1 << 20


@pytest.mark.parametrize("answer", [b"", b"\0\xff" * 50, b"HTTP/1.1 banana\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: y"])
def test_what_is_no_http_is_no_answer(answering: Callable[[bytes], Site], answer: bytes) -> None:
    with failed as told:
        answering(answer).get("/")
    assert "gave      no answer" in str(told.value)


def test_a_server_that_does_not_answer_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_client, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as listener, failed as told:
        stub: Any = Stub(listener)
        Site(stub, port=80, host="corner.example").get("/")
    assert "no answer within 0.2 seconds" in str(told.value)


def test_without_the_library_it_says_what_to_install(
    answering: Callable[[bytes], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = answering(b"")
    site.server.address(80)
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(LibraryMissing, match=r"pip install 'kata-runner\[servers\]'"):
        site.get("/")
    socket.create_connection(site.server.address(80)).close()
