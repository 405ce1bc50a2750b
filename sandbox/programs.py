"""Programs in a sandbox, as a session gives them: one that ran, one that runs, one that answers messages."""

from __future__ import annotations

import signal
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from sandbox.errors import EndReason, ProtocolError, SessionEnded
from sandbox.protocol import (
    MESSAGES_IN,
    MESSAGES_OUT,
    STDERR,
    STDIN,
    STDOUT,
    Exited,
    MessageDecoder,
    encode_message,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.session import Session


SIGNAL_NAMES = {int(member): member.name for member in signal.Signals}
SIGNALS = {
    int(signal.SIGXCPU): (EndReason.TIME_LIMIT, "It used up its processor time."),
    int(signal.SIGXFSZ): (EndReason.OUTPUT_LIMIT, "It wrote a file larger than allowed."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """A program that ended: exit status or else the signal that killed it, what it printed, wall seconds."""

    status: int | None
    signal: int | None
    stdout: bytes
    stderr: bytes
    seconds: float


class Process:
    """A program in the sandbox. Bounded: more output than allowed ends the session.

    ``stdout`` and ``stderr`` hold what has come so far; ``exited`` is None while it runs.
    """

    def __init__(self, session: Session, number: int, output_bytes: int) -> None:
        self.stdout = bytearray()
        self.stderr = bytearray()
        self.exited: Exited | None = None
        self._session = session
        self._number = number
        self._output_bytes = output_bytes

    def take(self, fd: int, payload: bytes) -> None:
        """Bytes that came from the process (called by the session)."""
        if fd not in {STDOUT, STDERR}:
            raise ProtocolError(f"output of a process on descriptor {fd}")
        (self.stdout if fd == STDOUT else self.stderr).extend(payload)
        if len(self.stdout) + len(self.stderr) > self._output_bytes:
            raise SessionEnded(EndReason.OUTPUT_LIMIT, f"It printed more than {self._output_bytes} bytes.")

    def write(self, data: bytes) -> None:
        """Send to its standard input."""
        if data:
            self._session.wire.send(8 * self._number + STDIN, data)

    def close_stdin(self) -> None:
        """End its standard input."""
        self._session.wire.send(8 * self._number + STDIN, b"")

    def wait(self, *, seconds: float | None = None) -> bool:
        """Wait until it ended; False if it still runs after ``seconds``."""
        return self._session.wait(lambda: self.exited is not None, seconds=seconds)

    def wait_for(self, ready: Callable[[Process], bool], *, seconds: float | None = None) -> bool:
        """Wait until ``ready(process)`` holds or it ended; whether ``ready`` holds."""
        self._session.wait(lambda: self.exited is not None or ready(self), seconds=seconds)
        return ready(self)

    def kill(self, sig: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to its process group."""
        self._session.request("kill", process=self._number, sig=int(sig))


class Connection:
    """Messages to and from a driver: one message out, then messages in until the answer has come."""

    def __init__(self, session: Session, number: int) -> None:
        self.exited: Exited | None = None
        self._session = session
        self._number = number
        self._decoder = MessageDecoder()
        self._messages: deque[bytes] = deque()

    def take(self, fd: int, payload: bytes) -> None:
        """Bytes that came from the driver (called by the session)."""
        if fd == MESSAGES_OUT:
            self._messages.extend(self._decoder.feed(payload))
        elif fd in {STDOUT, STDERR}:
            self._session.printed(payload)
        else:
            raise ProtocolError(f"output of a driver on descriptor {fd}")

    def send(self, payload: bytes) -> None:
        """Send one message. Raises ``ValueError`` when it is larger than what may cross."""
        self._session.wire.send(8 * self._number + MESSAGES_IN, encode_message(payload))

    def receive(self) -> bytes:
        """The next message of the driver.

        Raises:
            SessionEnded: the deadline passed, the driver's process ended, or another end of the session.
        """
        messages = self._messages
        if not messages:
            self._session.wait(lambda: bool(messages) or self.exited is not None)
        if messages:
            return messages.popleft()
        raise self._session.process_ended(self.exited)

    def fail(self, message: str) -> NoReturn:
        """The far side broke the rules of the conversation: end the session and say so."""
        raise self._session.end(EndReason.CRASHED, message)


def how_it_ended(exited: Exited | None) -> tuple[EndReason, str]:
    """Why a driver's process is gone, and the sentence about it."""
    if exited is None:
        return EndReason.CRASHED, "Its process is gone."
    if exited.oom:
        return EndReason.MEMORY_LIMIT, "It used more memory than it may."
    if exited.signal:
        name = SIGNAL_NAMES.get(exited.signal, str(exited.signal))
        return SIGNALS.get(exited.signal, (EndReason.CRASHED, f"Its process was killed by signal {name}."))
    said = f"Its process ended by itself, with exit status {exited.status}, before it answered."
    return EndReason.CRASHED, said
