"""The stream to an agent under a far side that does not play along."""

from __future__ import annotations

import threading

import pytest

from sandbox import wire
from sandbox.backends.fake import FakeSandbox, FarSide
from sandbox.errors import EndReason, SessionEnded
from sandbox.wire import Wire


def gone() -> SessionEnded:
    return SessionEnded(EndReason.CRASHED, "It is gone.")


def flood(line: Wire) -> None:
    for _ in range(100):
        line.send(1, b"x" * (1 << 18))


def test_what_waits_for_a_far_side_that_reads_nothing_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "WAITING_BYTES", 1 << 22)

    over = threading.Event()

    def idle(far: FarSide) -> None:
        """Neither read nor answer, and keep the stream open."""
        over.wait(60)

    sandbox = FakeSandbox(idle)
    line = Wire(sandbox, lambda stream, payload: None, gone)
    line.begin()
    try:
        with pytest.raises(SessionEnded, match="did not read") as ended:
            flood(line)
        assert ended.value.reason is EndReason.CRASHED
    finally:
        over.set()
        line.end(gone())
        sandbox.kill()
        line.close()
