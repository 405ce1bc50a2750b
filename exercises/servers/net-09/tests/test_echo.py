"""Bytes that go to a server and come back: all of them, in order, for many clients at once."""

import socket

import pytest

BACK = "Everything that a client sends comes back to it: the same bytes in the same order."
AT_ONCE = "What has come is sent back at once; nothing waits for more."
TOGETHER = "Clients are served at the same time; a silent one keeps nobody waiting."
END = "When a client says that it will send no more, the rest is sent back, and then the connection is closed."


@pytest.fixture(autouse=True)
def patience(service):
    """Bytes that come back at all come at once."""
    service.seconds = 1.5


@pytest.mark.example
def test_it_comes_back(service):
    """Sends back what it gets"""
    with service.connect() as client:
        client.send(b"hello\n")
        assert client.receive_exactly(6) == b"hello\n", BACK
        client.send(b"again\n")
        assert client.receive_exactly(6) == b"again\n", "A client may send as often as it likes."


@pytest.mark.hint("A connection carries bytes. Who says that there are lines in them?")
def test_any_bytes(service):
    """Sends back any bytes, not only text and lines"""
    everything = bytes(range(256))
    with service.connect() as client:
        for piece in (b"x", b"no line end", b"\x00\xff\xfe", "\u00e9\u20ac".encode(), everything):
            client.send(piece)
            assert client.receive_exactly(len(piece)) == piece, AT_ONCE


def test_it_says_nothing_by_itself(service):
    """Says nothing that it was not told"""
    with service.connect() as client:
        client.send(b"a")
        client.finish()
        assert client.receive_rest() == b"a", BACK


def test_the_end_of_sending(service):
    """Sends back the rest when a client has finished, and closes"""
    with service.connect() as client:
        client.send(b"the last " * 2000)
        client.finish()
        assert client.receive_rest() == b"the last " * 2000, END
    with service.connect() as client:
        client.finish()
        assert client.receive_rest() == b"", END


def test_one_after_the_other(service):
    """Takes the next client in when one has left"""
    for name in (b"ada", b"bo", b"cy"):
        with service.connect() as client:
            client.send(name)
            assert client.receive_exactly(len(name)) == name, BACK
            client.finish()
            assert client.receive() == b"", END


@pytest.mark.points(2)
@pytest.mark.hint("What does your server do while it waits for the bytes of one client?")
def test_a_silent_client(service):
    """Lets nobody wait for a client that says nothing"""
    with service.connect() as silent, service.connect() as other:
        other.send(b"is anybody there?")
        assert other.receive_exactly(17) == b"is anybody there?", TOGETHER
        silent.send(b"now I speak")
        assert silent.receive_exactly(11) == b"now I speak", TOGETHER


@pytest.mark.points(2)
def test_a_crowd(service, rng):
    """Serves thirty clients at the same time"""
    clients = [service.connect() for _ in range(30)]
    words = [f"client {number} {rng.random()}".encode() for number in range(30)]
    for turn in (1, 2):
        order = rng.sample(range(30), k=30)
        for number in order:
            clients[number].send(words[number] * turn)
        for number in rng.sample(order, k=30):
            expected = words[number] * turn
            assert clients[number].receive_exactly(len(expected)) == expected, TOGETHER


@pytest.mark.points(2)
@pytest.mark.hint("How many bytes does one call take, or send? Does it say so?")
def test_a_lot(service, rng):
    """Sends back a lot, while it still comes"""
    data = rng.randbytes(1_000_000)
    client = socket.create_connection(service.address, timeout=3)

    def send():
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)

    def receive():
        parts = []
        try:
            while part := client.recv(65536):
                parts.append(part)
        except TimeoutError:
            pytest.fail(f"{sum(map(len, parts)):,} of 1,000,000 bytes came back. {BACK}", pytrace=False)
        return b"".join(parts)

    with client:
        _, came = service.at_once([send, receive])
    if came != data:
        pytest.fail(f"{len(came):,} bytes came back for 1,000,000, or others. {BACK}", pytrace=False)
