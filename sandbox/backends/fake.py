"""A sandbox that runs nothing: the far side of the stream is a Python function of the caller's.

For tests about this side of the stream (what a hostile agent or driver may try), and for trying a grader without
a machine's sandboxes. It is in no list of backends to choose from: nothing of a learner's is executed by it.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from sandbox.boot import agent_program
from sandbox.errors import EndReason
from sandbox.protocol import FrameDecoder, encode_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sandbox.spec import SandboxSpec

READ_BYTES = 1 << 16


class FarSide:
    """What the function holds: the frames that came, and a way to send frames or any bytes."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing

    def frames(self) -> Iterator[tuple[int, bytes]]:
        """Each frame from this side (stream, payload), after the agent's own text, until the stream ends."""
        skip = len(agent_program())
        decoder = FrameDecoder()
        while data := os.read(self._reading, READ_BYTES):
            kept = data[skip:]
            skip = max(skip - len(data), 0)
            yield from decoder.feed(kept)

    def send(self, stream: int, payload: bytes) -> None:
        """Send a frame."""
        self.send_bytes(encode_frame(stream, payload))

    def send_bytes(self, data: bytes) -> None:
        """Send anything."""
        view = memoryview(data)
        while view:
            view = view[os.write(self._writing, view) :]


class FakeSandbox:
    """The near end of two pipes whose far end a function holds, in a thread."""

    backend = "fake"
    image = "none"
    digest = ""
    root = "/box"
    python = "python3"
    waits = False
    limits_processes = False
    direct: tuple[int, ...] = ()

    def __init__(self, play: Callable[[FarSide], None]) -> None:
        far_read, self._writing = os.pipe()
        self._reading, far_write = os.pipe()
        self._thread = threading.Thread(target=self._run, args=(play, far_read, far_write), daemon=True)
        self._thread.start()

    @staticmethod
    def _run(play: Callable[[FarSide], None], far_read: int, far_write: int) -> None:
        try:
            play(FarSide(far_read, far_write))
        except BrokenPipeError:
            return  # the session was closed while the function still talked
        finally:
            os.close(far_read)
            os.close(far_write)

    def connect(self) -> tuple[int, int]:
        """The near ends."""
        for fd in (self._reading, self._writing):
            os.set_blocking(fd, False)
        return self._reading, self._writing

    def unwrap(self, data: bytes) -> bytes:
        """The bytes as they are."""
        return data

    def kill(self) -> None:
        """The function sees its stream end when the session closes its descriptors."""

    def killed_for_memory(self) -> bool:
        """Nothing counts that."""
        return False

    def processor_seconds(self) -> float | None:
        """Nothing counts that."""
        return None

    def post_mortem(self) -> tuple[EndReason, str]:
        """A function that returns is a solution that ended its sandbox."""
        return EndReason.CRASHED, "It ended the sandbox it ran in."


class FakeBackend:
    """Starts fakes that all play the same part."""

    name = "fake"

    def __init__(self, play: Callable[[FarSide], None]) -> None:
        self._play = play

    def start(self, spec: SandboxSpec) -> FakeSandbox:
        """See ``sandbox.backends.Backend.start``."""
        del spec
        return FakeSandbox(self._play)

    def close(self) -> None:
        """Nothing is kept."""

    def gaps(self) -> tuple[str, ...]:
        """Nothing of a learner's is executed."""
        return ()
