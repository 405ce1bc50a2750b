"""How large a pack is before Git unpacks it.

A few kilobytes of pack can stand for gigabytes: runs of equal bytes, deltas that copy one object many times
over, trees that hold the same tree ten times, ten levels deep. So a pack that comes out of a sandbox is read
here first, by its documented format (gitformat-pack(5)), with a limit on every number in it, and no object is
ever held in memory.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from graders.errors import SubmissionInvalid

MAX_OBJECTS = 20_000
"""Many times the largest exercise; a limit on what walking a history in Python can cost."""
TOO_LARGE = (
    "The repository is too large: its objects, unpacked, come to more than what an exercise may use. "
    "Was a large file committed?"
)
_CHUNK = 1 << 12
_INFLATED = 1 << 16
_START = 32
_MAX_SHIFT = 64
_OFS_DELTA, _REF_DELTA = 6, 7
_TYPES = frozenset({1, 2, 3, 4, _OFS_DELTA, _REF_DELTA})


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSize:
    """How many objects a pack holds, and how many bytes they are when unpacked."""

    objects: int
    unpacked_bytes: int


def measure(pack: bytes, *, object_format: str, max_bytes: int) -> PackSize:
    """Measure a pack without believing it.

    Args:
        pack: the whole pack, with its trailing checksum (which Git verifies, not this).
        object_format: ``sha1`` or ``sha256``.
        max_bytes: what all objects together may come to, unpacked.

    Raises:
        SubmissionInvalid: it is no pack, or stands for more than ``max_bytes`` or ``MAX_OBJECTS``.
    """
    hash_bytes = 32 if object_format == "sha256" else 20
    if len(pack) < 12 + hash_bytes or pack[:8] != b"PACK\0\0\0\2":
        raise SubmissionInvalid("The repository's objects could not be read: Git gave no pack of them.")
    count = int.from_bytes(pack[8:12])
    if count > MAX_OBJECTS:
        raise SubmissionInvalid(f"The repository holds {count:,} objects; at most {MAX_OBJECTS:,} are read.")
    reader = _Reader(pack[:-hash_bytes], hash_bytes)
    total = 0
    for _ in range(count):
        total += reader.next_object(max_bytes - total)
    return PackSize(objects=count, unpacked_bytes=total)


class _Reader:
    """Goes through the objects of a pack in the order in which they stand."""

    def __init__(self, data: bytes, hash_bytes: int) -> None:
        self._data = memoryview(data)
        self._at = 12
        self._hash_bytes = hash_bytes

    def next_object(self, room: int) -> int:
        """The unpacked size of the next object; ``room`` is what it may have."""
        byte = self._byte()
        kind, size, shift = (byte >> 4) & 7, byte & 15, 4
        while byte & 0x80 and shift < _MAX_SHIFT:
            byte = self._byte()
            size |= (byte & 0x7F) << shift
            shift += 7
        if kind not in _TYPES:
            raise _broken()
        if kind == _OFS_DELTA:
            while self._byte() & 0x80:
                pass
        elif kind == _REF_DELTA:
            self._at += self._hash_bytes
        _fits(size, room)
        start = self._inflate(size)
        if kind in {_OFS_DELTA, _REF_DELTA}:
            _fits(result := _delta_result(start), room)
            return max(size, result)
        return size

    def _byte(self) -> int:
        if self._at >= len(self._data):
            raise _broken()
        self._at += 1
        return self._data[self._at - 1]

    def _inflate(self, size: int) -> bytes:
        """Go past one compressed stream, which must be ``size`` long; the beginning of what is in it."""
        stream = zlib.decompressobj()
        start, length = b"", 0
        while not stream.eof:
            piece = stream.unconsumed_tail or self._take()
            try:
                part = stream.decompress(piece, _INFLATED)
            except zlib.error:
                raise _broken() from None
            if len(start) < _START:
                start = (start + part)[:_START]
            length += len(part)
            if length > size or (not piece and not part):
                raise _broken()
        self._at -= len(stream.unused_data)
        if length != size:
            raise _broken()
        return start

    def _take(self) -> bytes:
        piece = bytes(self._data[self._at : self._at + _CHUNK])
        self._at += len(piece)
        return piece


def _delta_result(start: bytes) -> int:
    """The size of what a delta makes, from the beginning of the delta: two numbers, source and result."""
    numbers = []
    at = 0
    for _ in range(2):
        number, shift = 0, 0
        while True:
            if at >= len(start):
                raise _broken()
            number |= (start[at] & 0x7F) << shift
            shift += 7
            at += 1
            if not start[at - 1] & 0x80:
                break
        numbers.append(number)
    return numbers[1]


def _fits(size: int, room: int) -> None:
    if size > room:
        raise SubmissionInvalid(TOO_LARGE)


def _broken() -> SubmissionInvalid:
    return SubmissionInvalid("The repository's objects could not be read: the pack of them is broken.")
