"""A loopback port on this side whose connections reach a port inside the sandbox, over the session's stream."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

from sandbox.errors import EndReason, ProtocolError, SessionEnded
from sandbox.protocol import STDIN, STDOUT

if TYPE_CHECKING:
    from sandbox.session import Session

CHUNK = 1 << 16
WAITING_BYTES = 32 << 20
"""What may wait for a client that does not read, before the session is ended."""
SETTLE_SECONDS = 1.0


class Forwarder:
    """Listens, and carries each connection in two threads of its own.

    Args:
        session: whose stream carries the bytes.
        port: a TCP port inside, on its loopback interface.
    """

    def __init__(self, session: Session, port: int) -> None:
        self._session = session
        self._port = port
        session.wire.share()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address: tuple[str, int] = self._listener.getsockname()[:2]
        self._connections: list[_Connection] = []
        threading.Thread(target=self._accept, name=f"forward-{port}", daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return  # closed: that is how it ends
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._connections.append(_Connection(self._session, client, self._port))

    def settle(self, seconds: float = SETTLE_SECONDS) -> None:
        """Wait until the connections that clients have closed are over inside, too; for each so long at most.

        One that still waits for the inside when a check ends would be taken for a solution that is late.
        """
        for connection in self._connections:
            connection.over.wait(seconds)
        self._connections = [connection for connection in self._connections if not connection.over.is_set()]

    def close(self) -> None:
        """Stop listening, and hang up every connection."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._connections:
            connection.hang_up()


class _Connection:
    """One client and its counterpart inside. A refused connection is closed at once, as a client expects."""

    def __init__(self, session: Session, client: socket.socket, port: int) -> None:
        self._session = session
        self._client = client
        self._port = port
        self._waiting = bytearray()
        self._ended = False
        self.over = threading.Event()
        self._number = session.own(self._take)
        threading.Thread(target=self._outwards, daemon=True).start()

    def _take(self, fd: int, payload: bytes) -> None:
        """Bytes from inside (called under the wire's lock by whoever reads)."""
        if fd != STDOUT:
            raise ProtocolError(f"bytes of a connection on descriptor {fd}")
        self._session.received(len(payload))
        self._waiting += payload
        self._ended = self._ended or not payload
        if len(self._waiting) > WAITING_BYTES:
            raise SessionEnded(EndReason.OUTPUT_LIMIT, "It sent more than its client could take.")

    def _outwards(self) -> None:
        """From inside to the client; it opens the connection first."""
        session = self._session
        try:
            session.request("connect", process=self._number, port=self._port)
            inwards = threading.Thread(target=self._inwards, daemon=True)
            inwards.start()
            while self._next():
                self._client.sendall(self._cut())
            self._client.shutdown(socket.SHUT_WR)
            inwards.join()
        except (OSError, SessionEnded):
            self.hang_up()  # the client sees its connection end; a check sees the session's end by itself
        finally:
            self._client.close()
            self.over.set()

    def _next(self) -> bool:
        self._session.wait(lambda: bool(self._waiting) or self._ended)
        return bool(self._waiting)

    def _cut(self) -> bytes:
        with self._session.wire.lock:
            data = bytes(self._waiting)
            self._waiting.clear()
        return data

    def _inwards(self) -> None:
        """From the client to the inside."""
        stream = 8 * self._number + STDIN
        try:
            while data := self._client.recv(CHUNK):
                self._session.wire.send(stream, data)
            self._session.wire.send(stream, b"")
        except (OSError, SessionEnded):
            self.hang_up()

    def hang_up(self) -> None:
        """Close the client's connection; both threads end by that."""
        with contextlib.suppress(OSError):
            self._client.shutdown(socket.SHUT_RDWR)
        self._client.close()
