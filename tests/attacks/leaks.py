"""Looks for values that nobody inside may know, in what a sandbox sent and in what a report shows."""

from __future__ import annotations

import binascii
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.protocol import FrameDecoder
from tests.attacks.attack import HERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_BYTES = 64 << 20
"""How much of a stream is kept: more than any sandbox may send in a trial."""
SHIPPED_TEST = HERE.parents[1] / "exercises/algorithms/algo-01/tests/test_two_sum.py"


def shipped_line() -> str:
    """A line of a hidden test that lies on this machine: who finds it has found the tests."""
    return next(line for line in SHIPPED_TEST.read_text(encoding="utf-8").splitlines() if len(line) > len('"""') * 10)


def record_stream(file: Path) -> None:
    """From now on, in this process, keep every byte that a sandbox sends."""
    feed = FrameDecoder.feed
    kept = 0

    def recording(self: FrameDecoder, data: bytes) -> list[tuple[int, bytes]]:
        nonlocal kept
        kept += len(data)
        if kept <= MOST_BYTES:
            with file.open("ab") as log:
                log.write(data)
        return feed(self, data)

    FrameDecoder.feed = recording  # type: ignore[method-assign]


def seen_in(data: bytes, values: Iterable[str]) -> list[str]:
    """Those of the values that are in the data, plain or in a usual disguise."""
    return [value for value in values if any(form in data for form in _forms(value.encode()))]


def _forms(value: bytes) -> Iterator[bytes]:
    yield value
    yield value[::-1]
    yield binascii.hexlify(value)
    yield ", ".join(map(str, value)).encode()
    yield ",".join(map(str, value)).encode()
    for offset in range(3):  # whatever stands before it, one of these is in its base64
        whole = binascii.b2a_base64(b"\0" * offset + value, newline=False)
        yield whole[4 if offset else 0 : -4]
    if value.isdigit():
        yield f"{int(value):x}".encode()
