"""Bytes that wait to be written, in the pieces in which they came: a long one is never copied."""

from __future__ import annotations

import os
from collections import deque
from itertools import islice

PIECES = 64
"""How many pieces are written at once; ``IOV_MAX`` is 1,024 on Linux, and 16 is the least anywhere."""


class Waiting:
    """A queue of bytes for one descriptor. Its length is the number of bytes."""

    def __init__(self) -> None:
        self._pieces: deque[bytes | memoryview] = deque()
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, *pieces: bytes | memoryview) -> None:
        """Queue pieces, which may not change any more."""
        for piece in pieces:
            if piece:
                self._pieces.append(piece)
                self._size += len(piece)

    def write(self, fd: int) -> None:
        """Write what goes through at once; all of it is dropped where the far end is closed."""
        while self._pieces:
            try:
                done = os.writev(fd, list(islice(self._pieces, PIECES)))
            except BlockingIOError:
                return
            except OSError:
                self.clear()  # the read side says so next
                return
            self._forget(done)

    def clear(self) -> None:
        """Drop everything."""
        self._pieces.clear()
        self._size = 0

    def _forget(self, done: int) -> None:
        self._size -= done
        while done:
            first = self._pieces.popleft()
            if len(first) > done:
                self._pieces.appendleft(memoryview(first)[done:])
                return
            done -= len(first)
