"""The stream to an agent: frames out, frames in, under a deadline, from one thread or several.

There is no reader thread: whoever waits for something reads, and hands what belongs to others to them
(leader and followers). A call from a test's own thread so costs no switch of threads, which would be a third
of the time of a call. Writing never blocks without reading, so two full pipes can't stop each other.
"""

from __future__ import annotations

import os
import select
import threading
import time
from typing import TYPE_CHECKING

from sandbox.errors import EndReason, SandboxFailed, SessionEnded
from sandbox.protocol import FRAME_HEADER, FrameDecoder, encode_frame
from sandbox.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sandbox.backends import Sandbox

READ_BYTES = 1 << 18
FRAME_BYTES = 1 << 18
WAITING_BYTES = 1 << 27
"""What may wait to be written: more than a submission and a message, so the far side does not read what it asks for."""
LINE_BYTES = 1 << 20
"""What a pipe can hold at most."""
CONNECT_SECONDS = 60.0
"""How long a sandbox may take until its stream stands; this is our time, not the solution's."""


class Wire:
    """Frames to and from one sandbox.

    Args:
        sandbox: where the stream comes from.
        dispatch: called with each frame (stream, payload), under the wire's lock.
        gone: called when the stream ended by itself; raises what is to be raised.

    Attributes:
        direct: called with what a driver has sent that has a line of its own, under the wire's lock.
        direct_broke: whether it refused what came there; nothing more is taken from that line.
    """

    def __init__(
        self, sandbox: Sandbox, dispatch: Callable[[int, bytes], None], gone: Callable[[], SessionEnded]
    ) -> None:
        self.ended: SessionEnded | None = None
        self.deadline: float | None = None
        self._sandbox = sandbox
        self._dispatch = dispatch
        self._gone = gone
        self._decoder = FrameDecoder()
        self._out = Waiting()
        self.direct: Callable[[bytes], None] | None = None
        self.direct_broke = False
        self._line: tuple[int, ...] = ()
        self._line_out = Waiting()
        self.lock = threading.RLock()
        self._changed = threading.Condition(self.lock)
        self._reader: int | None = None
        self._fds: tuple[int, int] | None = None
        self._poller = select.poll()
        self._refused: BaseException | None = None
        self._connecting = threading.Thread(target=self._connect, name="connect", daemon=True)
        self._wake: tuple[int, int] | None = None

    def begin(self) -> None:
        """Send what is queued as soon as the stream stands, while the caller goes on."""
        if self._sandbox.waits:
            self._connecting.start()
        else:
            self._connect()

    def _connect(self) -> None:
        """Take the stream's descriptors, waiting for the sandbox if need be, and send what is queued."""
        try:
            fds = self._sandbox.connect()
        except BaseException as error:  # noqa: BLE001 - it is raised again, by the first wait
            self._refused = error
            return
        with self.lock:
            if self.ended is not None:
                close_all(fds)
                return
            self._fds, self._line = (fds[0], fds[1]), fds[2:]
            for reading in fds[::2]:
                self._poller.register(reading, select.POLLIN)
            self._flush()

    def _connected(self) -> None:
        if self._fds is None and self._connecting.ident is not None:
            self._connecting.join(CONNECT_SECONDS)
        if self._refused is not None:
            raise self._refused
        if self._fds is None and self.ended is None:
            raise SandboxFailed(f"The sandbox did not start within {CONNECT_SECONDS:g} seconds.")

    def share(self) -> None:
        """From now on several threads use the wire: a sender can wake the thread that reads."""
        with self.lock:
            if self._wake is None:
                self._wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC) if hasattr(os, "pipe2") else os.pipe()
                self._poller.register(self._wake[0], select.POLLIN)

    def send(self, stream: int, payload: bytes) -> None:
        """Queue a frame (or several for a long payload) and write what goes through at once."""
        with self.lock:
            if self.ended is not None:
                raise self.ended
            if len(payload) <= FRAME_BYTES:
                self._out.add(encode_frame(stream, payload))
            else:
                whole = memoryview(payload)
                for start in range(0, len(payload), FRAME_BYTES):
                    piece = whole[start : start + FRAME_BYTES]
                    self._out.add(FRAME_HEADER.pack(len(piece), stream), piece)
            self._sent()

    def send_whole(self, stream: int, pieces: Sequence[bytes]) -> None:
        """The same for one frame, however long, whose payload is in pieces."""
        with self.lock:
            if self.ended is not None:
                raise self.ended
            self._out.add(FRAME_HEADER.pack(sum(map(len, pieces)), stream), *pieces)
            self._sent()

    def _sent(self) -> None:
        if self._fds is not None:
            self._flush()
            self._must_be_read(self._out)

    def send_direct(self, data: bytes) -> None:
        """The same for the driver that has a line of its own, which takes no frames."""
        with self.lock:
            if self.ended is not None:
                raise self.ended
            self._line_out.add(data)
            if self._line:
                self._line_out.write(self._line[1])
                if self._line_out:
                    self._must_be_read(self._line_out)

    def _must_be_read(self, waiting: Waiting) -> None:
        if len(waiting) > WAITING_BYTES:
            raise SessionEnded(EndReason.CRASHED, "It did not read what it was sent.")
        if waiting and self._reader is not None and self._wake is not None:
            os.write(self._wake[1], b"w")

    def send_raw(self, data: bytes) -> None:
        """Queue bytes that are no frame: the agent's own text, which comes before the first frame."""
        with self.lock:
            self._out.add(data)

    def wait(self, ready: Callable[[], bool], *, seconds: float | None = None) -> bool:
        """Read and dispatch until ``ready()``; False when ``seconds`` passed first.

        Raises:
            SessionEnded: the session is over, or its deadline passed.
        """
        own = None if seconds is None else time.monotonic() + seconds
        if self._fds is None:
            self._connected()
        with self.lock:
            while not ready():
                if self.ended is not None:
                    raise self.ended
                left = self._left(own)
                if left is not None and left <= 0:
                    return self._overdue(own)
                if self._reader is not None:
                    self._changed.wait(left)
                else:
                    self._read(left)
            return True

    def flush(self) -> None:
        """Wait until everything queued has been written."""
        self.wait(lambda: not self._out)

    def end(self, ended: SessionEnded) -> None:
        """Nothing is sent or received from now on; every waiting thread gets ``ended``."""
        with self.lock:
            if self.ended is None:
                self.ended = ended
            self._changed.notify_all()
            if self._wake is not None and self._reader is not None:
                os.write(self._wake[1], b"e")

    def close(self) -> None:
        """Close the descriptors. The wire must have ended."""
        with self.lock:
            close_all((*(self._fds or ()), *self._line, *(self._wake or ())))
            self._fds = self._wake = None
            self._line = ()

    def _left(self, own: float | None) -> float | None:
        end = self.deadline
        if own is not None and (end is None or own < end):
            end = own
        return None if end is None else end - time.monotonic()

    def _overdue(self, own: float | None) -> bool:
        if own is not None and (self.deadline is None or own < self.deadline):
            return False
        raise SessionEnded(EndReason.TIME_LIMIT, "")

    def _read(self, left: float | None) -> None:
        """Be the reader for one turn: wait for bytes without the lock, dispatch with it."""
        if self._fds is None:
            raise SessionEnded(EndReason.CLOSED, "the session was closed")
        reading = self._fds[0]
        waiting = self._waiting() if self._out or self._line_out else {}
        for fd, mask in waiting.items():
            self._poller.register(fd, mask)
        try:
            events = self._polled(left)
        finally:
            for fd in waiting:
                self._poller.unregister(fd)
            if reading in waiting:
                self._poller.register(reading, select.POLLIN)
        if self._wake is not None and self._wake[0] in events:
            os.read(self._wake[0], 4096)
        if self.ended is not None:
            return
        if self._out or self._line_out:
            self._flush()
        if self._line and self._line[0] in events:
            self.take_direct()
        if events.get(reading, 0) & ~select.POLLOUT:
            self._take(reading)

    def _polled(self, left: float | None) -> dict[int, int]:
        """Wait without the lock, as the one that reads."""
        self._reader = threading.get_ident()
        self.lock.release()
        try:
            return dict(self._poller.poll(None if left is None else max(left * 1000, 0)))
        finally:
            self.lock.acquire()
            self._reader = None
            if self._wake is not None:
                self._changed.notify_all()

    def _waiting(self) -> dict[int, int]:
        """What to write to as soon as it takes something, and what to wait for there."""
        waiting: dict[int, int] = {}
        if self._out and self._fds is not None:
            reading, writing = self._fds
            waiting[writing] = select.POLLOUT | (select.POLLIN if reading == writing else 0)
        if self._line_out and self._line:
            waiting[self._line[1]] = select.POLLOUT
        return waiting

    def take_direct(self) -> None:
        """Take what a driver with a line of its own has sent: all that a pipe can hold."""
        if not self._line or self.direct is None:
            return
        left = LINE_BYTES
        while left > 0:
            try:
                data = os.read(self._line[0], READ_BYTES)
            except BlockingIOError:
                return
            if not data:  # how the driver has ended, the agent says
                self._leave_line()
                return
            try:
                self.direct(data)
            except BaseException:
                self.direct_broke = True
                self._leave_line()
                raise
            left -= len(data)
            if len(data) < READ_BYTES:
                return

    def _leave_line(self) -> None:
        self._poller.unregister(self._line[0])
        self.direct = None

    def _take(self, fd: int) -> None:
        try:
            data = os.read(fd, READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            raise self._gone()
        for stream, payload in self._decoder.feed(self._sandbox.unwrap(data)):
            self._dispatch(stream, payload)

    def _flush(self) -> None:
        if self._fds is not None:
            self._out.write(self._fds[1])
        if self._line_out and self._line:
            self._line_out.write(self._line[1])


def close_all(fds: Iterable[int]) -> None:
    """Close descriptors, of which two may be the same."""
    for fd in set(fds):
        os.close(fd)
