"""Bytes of a connection to a learner's server, under a deadline and a limit on all that comes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from graders.http.errors import NoAnswer
from sandbox.spec import KIB, MIB, amount

if TYPE_CHECKING:
    import socket

BODY_BYTES = 4 * MIB
"""The most that the body of an answer may have, as it was sent and as it is when it is unpacked."""
ALL_BYTES = BODY_BYTES + 256 * KIB
READ_BYTES = 1 << 16
CAME_BYTES = 400
"""What is kept of the beginning of what came, for messages."""


class Reader:
    """Reads from a connection.

    Args:
        connection: a connected socket.
        most: how many bytes are taken from it in all.

    Attributes:
        deadline: by ``time.monotonic()``, the moment when nothing more is waited for.
        ended: whether the far side has closed the connection.
        came: the beginning of what came since ``begin``.
    """

    def __init__(self, connection: socket.socket, *, most: int = ALL_BYTES) -> None:
        self.deadline = 0.0
        self.ended = False
        self.came = b""
        self._connection = connection
        self._most = most
        self._seconds = 0.0
        self._total = 0
        self._buffer = bytearray()

    def begin(self, seconds: float) -> None:
        """What is read from now on is one answer, and there are ``seconds`` for it."""
        self.deadline = time.monotonic() + seconds
        self._seconds = seconds
        self._total = len(self._buffer)
        self.came = bytes(self._buffer[:CAME_BYTES])

    def fill(self) -> bool:
        """Wait for more bytes; whether there are any.

        Raises:
            NoAnswer: the deadline passed, or too much has come.
        """
        if self.ended:
            return False
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise self.late()
        self._connection.settimeout(left)
        try:
            data = self._connection.recv(READ_BYTES)
        except TimeoutError:
            raise self.late() from None
        except OSError:  # reset: what was to come is lost
            data = b""
        self.ended = not data
        self._total += len(data)
        self._buffer += data
        if len(self.came) < CAME_BYTES:
            self.came = (self.came + data)[:CAME_BYTES]
        if self._total > self._most:
            raise NoAnswer(f"more than {amount(BODY_BYTES)}, with no end", came=self.came)
        return bool(data)

    def late(self) -> NoAnswer:
        """The exception for a deadline that has passed."""
        if not self.came:
            return NoAnswer(f"no answer within {self._seconds:g} seconds")
        return NoAnswer(f"an answer that was not complete after {self._seconds:g} seconds", came=self.came)

    def line(self, most: int) -> bytes:
        """The next line without its end, which is CR LF or LF.

        Raises:
            NoAnswer: it is longer than ``most`` bytes, or the connection ended before the line did.
        """
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > most:
                break
            if not self.fill():
                raise self.cut_off()
        if end < 0 or end > most:
            raise NoAnswer(f"a line of more than {amount(most)} where HTTP has a short one", came=self.came)
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return line.removesuffix(b"\r")

    def exactly(self, size: int, *, few: str = "a body of {got:,} bytes where {size:,} were promised") -> bytes:
        """The next ``size`` bytes. Raises ``NoAnswer``, with ``few`` as its words, when the connection ends before."""
        while len(self._buffer) < size:
            if not self.fill():
                raise NoAnswer(few.format(got=len(self._buffer), size=size), came=self.came, closed=True)
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def some(self, most: int) -> bytes:
        """What there is, waiting until there is anything; nothing when the connection has ended."""
        if not self._buffer:
            self.fill()
        data = bytes(self._buffer[:most])
        del self._buffer[: len(data)]
        return data

    def rest(self) -> bytes:
        """Everything until the far side closes the connection."""
        while self.fill():
            pass
        data = bytes(self._buffer)
        self._buffer.clear()
        return data

    def cut_off(self) -> NoAnswer:
        """The exception for a connection that ended too early."""
        if not self.came:
            return NoAnswer("no answer: the connection was closed", closed=True)
        return NoAnswer("half an answer: the connection was closed in the middle of it", came=self.came, closed=True)
