"""A pack is measured before Git sees it."""

from __future__ import annotations

import hashlib
import os
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.errors import SubmissionInvalid
from graders.git.packs import MAX_OBJECTS, measure

BLOB, OFS_DELTA, REF_DELTA = 3, 6, 7
ROOM = 1_000_000


def header(kind: int, size: int) -> bytes:
    first, size = (kind << 4) | (size & 15), size >> 4
    out = bytearray()
    while size:
        out.append(first | 0x80)
        first, size = size & 0x7F, size >> 7
    return bytes([*out, first])


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append((number & 0x7F) | 0x80)
        number >>= 7
    return bytes([*out, number])


def pack(*objects: bytes, count: int | None = None) -> bytes:
    data = b"PACK\0\0\0\2" + (len(objects) if count is None else count).to_bytes(4) + b"".join(objects)
    return data + hashlib.sha1(data, usedforsecurity=False).digest()


def blob(content: bytes) -> bytes:
    return header(BLOB, len(content)) + zlib.compress(content)


def size_of(data: bytes, room: int = ROOM) -> tuple[int, int]:
    size = measure(data, object_format="sha1", max_bytes=room)
    return size.objects, size.unpacked_bytes


def test_git_s_own_pack_is_measured_as_git_does(learner: Any) -> None:
    for number in range(4):
        learner.write("noise", os.urandom(100) * 200 + bytes([number]) * 50_000)
        learner.commit(f"Count to {number}")
    learner.git("gc", "--quiet", "--aggressive")
    path = next((learner.folder / ".git/objects/pack").glob("*.pack"))
    listed = learner.git("cat-file", "--batch-all-objects", "--batch-check=%(objectsize)").split()
    assert size_of(path.read_bytes()) == (len(listed), sum(map(int, listed)))


@pytest.mark.parametrize("content", [b"", b"x", bytes(15), bytes(16), os.urandom(5000), bytes(500_000)])
def test_any_size_of_object_is_counted(content: bytes) -> None:
    assert size_of(pack(blob(content), blob(b"next"))) == (2, len(content) + 4)


def test_an_object_that_unpacks_to_more_than_there_is_room_is_refused() -> None:
    with pytest.raises(SubmissionInvalid, match="too large"):
        size_of(pack(blob(bytes(ROOM + 1))))


def test_objects_that_are_together_too_large_are_refused() -> None:
    with pytest.raises(SubmissionInvalid, match="too large"):
        size_of(pack(*[blob(bytes(ROOM // 3))] * 4))


@pytest.mark.parametrize("kind", [OFS_DELTA, REF_DELTA])
def test_a_small_delta_that_makes_a_large_object_is_refused(kind: int) -> None:
    delta = varint(1000) + varint(ROOM * 1000) + b"\x90\0"
    base = b"\x0a" if kind == OFS_DELTA else bytes(20)
    with pytest.raises(SubmissionInvalid, match="too large"):
        size_of(pack(blob(bytes(1000)), header(kind, len(delta)) + base + zlib.compress(delta)))


def test_an_object_larger_than_it_says_is_refused_without_being_unpacked() -> None:
    with pytest.raises(SubmissionInvalid, match="broken"):
        size_of(pack(header(BLOB, 10) + zlib.compress(bytes(50 * ROOM))))


def test_too_many_objects_are_refused_unread() -> None:
    with pytest.raises(SubmissionInvalid, match=f"at most {MAX_OBJECTS:,}"):
        size_of(pack(count=MAX_OBJECTS + 1))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PACK",
        b"PACK\0\0\0\3" + bytes(24),
        pack(count=1),
        pack(header(0, 1) + zlib.compress(b"x")),
        pack(header(BLOB, 5) + b"no zlib"),
        pack(header(BLOB, 5) + zlib.compress(b"hello")[:-4]),
        pack(b"\xff" * 10_000),
        pack(header(OFS_DELTA, 1) + b"\xff" * 10_000),
        pack(header(OFS_DELTA, 1) + b"\1" + zlib.compress(b"\xff")),
        pack(header(REF_DELTA, 1)),
    ],
)
def test_what_is_no_pack_is_refused(data: bytes) -> None:
    with pytest.raises(SubmissionInvalid, match=r"could not be read|too large"):
        size_of(data)


@given(st.binary(max_size=400), st.integers(min_value=0, max_value=5))
def test_any_bytes_are_measured_or_refused(data: bytes, count: int) -> None:
    try:
        objects, unpacked = size_of(pack(data, count=count))
    except SubmissionInvalid:
        return
    assert objects == count
    assert unpacked <= ROOM


@given(st.lists(st.binary(max_size=200), max_size=5), st.data())
def test_a_pack_with_one_changed_byte_is_measured_or_refused(contents: list[bytes], data: st.DataObject) -> None:
    whole = bytearray(pack(*map(blob, contents)))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    with suppress(SubmissionInvalid):
        assert size_of(bytes(whole))[1] <= ROOM
