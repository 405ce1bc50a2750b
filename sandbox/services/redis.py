"""Redis, without persistence. ``Client`` is all that a test needs to ask it: a command out, one value back."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Self

from sandbox.errors import CommandRefused, SandboxFailed

if TYPE_CHECKING:
    from sandbox.services.place import Place

Reply = None | int | bytes | list["Reply"]
"""What comes back: nil, a number, bytes (a status too), or a list of these."""
SECONDS = 10.0
REPLY_BYTES = 4 << 20
MOST_ITEMS = 100_000
DEEPEST = 8
_CHUNK = 1 << 16


def command(place: Place) -> list[str]:
    """How it is started."""
    options = {"port": str(place.port), "bind": "127.0.0.1", "save": "", "appendonly": "no", "dir": place.folder}
    options |= {"maxmemory": "24mb", "io-threads": "1", "maxclients": "100"}
    return [place.programs["redis-server"], *(part for name, value in options.items() for part in (f"--{name}", value))]


def reset(address: tuple[str, int]) -> None:
    """Forget all keys, scripts and statistics. Connections stay, for a solution may keep its own.

    A tenth of a millisecond for each of these; a new server takes 30, and breaks what is connected.

    Raises:
        SandboxFailed: it does not do as it is told.
    """
    try:
        with Client(address) as client:
            for words in (("FLUSHALL", "SYNC"), ("SCRIPT", "FLUSH"), ("CONFIG", "RESETSTAT")):
                if client.command(*words) != b"OK":
                    raise SandboxFailed(f"Redis did not do what {' '.join(words)} asks for.")
    except (OSError, ValueError, CommandRefused) as error:
        raise SandboxFailed(f"Redis could not be brought back to its first state: {error}") from error


class Client:
    """One connection that speaks RESP2, for tests. What comes back is bounded; who sends it may be anybody.

    Args:
        address: where it is reached from outside.
    """

    def __init__(self, address: tuple[str, int]) -> None:
        self._socket = socket.create_connection(address, timeout=SECONDS)
        self._unread = b""
        self._left = 0

    def command(self, *words: str | bytes | float) -> Reply:
        """Send a command and wait for its reply.

        Raises:
            CommandRefused: it answered with an error.
            OSError: the connection is broken, or no answer came in time.
            ValueError: what came is no reply.
        """
        parts = [word if isinstance(word, bytes) else str(word).encode() for word in words]
        self._socket.sendall(b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(p), p) for p in parts))
        self._left = REPLY_BYTES
        return self._reply(DEEPEST)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _reply(self, depth: int) -> Reply:
        line = self._line()
        kind, rest = line[:1], line[1:]
        if kind == b"+":
            return rest
        if kind == b"-":
            raise CommandRefused(rest.decode("utf-8", "replace"))
        if kind == b":":
            return int(rest)
        size = int(rest)
        if kind == b"$" and size <= REPLY_BYTES:
            return None if size < 0 else self._exactly(size + 2)[:-2]
        if kind == b"*" and size <= MOST_ITEMS and depth:
            return None if size < 0 else [self._reply(depth - 1) for _ in range(size)]
        raise ValueError("what came is no reply of Redis, or too large")

    def _line(self) -> bytes:
        while b"\r\n" not in self._unread:
            self._receive()
        line, _, self._unread = self._unread.partition(b"\r\n")
        return line

    def _exactly(self, size: int) -> bytes:
        while len(self._unread) < size:
            self._receive()
        data, self._unread = self._unread[:size], self._unread[size:]
        return data

    def _receive(self) -> None:
        data = self._socket.recv(_CHUNK)
        self._left -= len(data)
        if not data:
            raise ConnectionError("the connection was closed")
        if self._left < 0:
            raise ValueError(f"a reply of more than {REPLY_BYTES} bytes")
        self._unread += data
