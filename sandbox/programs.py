"""Programs in a sandbox, as a session gives them: one that ran, one that runs, one that answers messages."""

from __future__ import annotations

import signal
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from sandbox.errors import EndReason, ProtocolError, SessionEnded
from sandbox.protocol import (
    MAX_MESSAGE_BYTES,
    MESSAGES_IN,
    MESSAGES_OUT,
    STDERR,
    STDIN,
    STDOUT,
    Exited,
    MessageDecoder,
    encode_message,
)
from sandbox.spec import amount

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.session import Session
    from sandbox.spec import Limits


SIGNAL_NAMES = {int(member): member.name for member in signal.Signals}
UNREAD_BYTES = 2 * MAX_MESSAGE_BYTES
"""What may wait of messages that nobody has asked for, before the session is ended."""
HELD_BYTES = 64
"""What a message takes that waits, beside its own bytes."""
LAST_WORDS_BYTES = 1 << 14
OUT_OF_MEMORY = (b"out of memory", b"OutOfMemoryError", b"failed to allocate memory")
"""What the runtimes of languages say when they end their process because it may have no more memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """A program that ended: exit status or else the signal that killed it, what it printed, wall seconds."""

    status: int | None
    signal: int | None
    stdout: bytes
    stderr: bytes
    seconds: float


class Process:
    """A program in the sandbox. Bounded: more output than allowed ends the session, unless only its end is kept.

    ``stdout`` and ``stderr`` hold what has come so far; ``exited`` is None while it runs.
    """

    def __init__(self, session: Session, number: int, output_bytes: int, tail_bytes: int | None = None) -> None:
        self.stdout = bytearray()
        self.stderr = bytearray()
        self.exited: Exited | None = None
        self._session = session
        self._number = number
        self._output_bytes = output_bytes
        self._tail_bytes = tail_bytes

    def take(self, fd: int, payload: bytes) -> None:
        """Bytes that came from the process (called by the session)."""
        if fd not in {STDOUT, STDERR}:
            raise ProtocolError(f"output of a process on descriptor {fd}")
        kept = self.stdout if fd == STDOUT else self.stderr
        kept += payload
        if self._tail_bytes is not None:
            del kept[: -self._tail_bytes]
        elif len(self.stdout) + len(self.stderr) > self._output_bytes:
            raise SessionEnded(EndReason.OUTPUT_LIMIT, f"It printed more than {amount(self._output_bytes)}.")

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
    """Messages to and from a driver: one message out, then messages in until the answer has come.

    Attributes:
        exited: how its process ended, once it has.
        direct: whether it has a line of its own, past the agent: that saves a quarter of a call, and more.
    """

    def __init__(self, session: Session, number: int, *, direct: bool = False) -> None:
        self.exited: Exited | None = None
        self.direct = direct
        self._session = session
        self._number = number
        self._decoder = MessageDecoder()
        self._messages: deque[bytes] = deque()
        self._unread_bytes = 0
        self._last_words = b""

    def take(self, fd: int, payload: bytes) -> None:
        """Bytes that came from the driver (called by the session)."""
        if fd == MESSAGES_OUT and not self.direct:
            self.take_messages(payload)
        elif fd in {STDOUT, STDERR}:
            if fd == STDERR:
                self._last_words = (self._last_words + payload)[-LAST_WORDS_BYTES:]
            self._session.printed(payload)
        else:
            raise ProtocolError(f"output of a driver on descriptor {fd}")

    def take_messages(self, payload: bytes) -> None:
        """Bytes of its messages."""
        for message in self._decoder.feed(payload):
            self._messages.append(message)
            self._unread_bytes += HELD_BYTES + len(message)
        if self._unread_bytes > UNREAD_BYTES:
            raise SessionEnded(EndReason.OUTPUT_LIMIT, f"It sent more than {amount(UNREAD_BYTES)} unasked.")

    def send(self, payload: bytes) -> None:
        """Send one message. Raises ``ValueError`` when it is larger than what may cross."""
        if self.direct:
            self._session.wire.send_direct(encode_message(payload))
        else:
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
            message = messages.popleft()
            self._unread_bytes -= HELD_BYTES + len(message)
            try:
                self._session.received(len(message))
            except SessionEnded as ended:
                raise self._session.end(ended.reason, ended.message, in_order=True) from None
            return message
        raise self._session.process_ended(self.exited, self._last_words)

    def fail(self, message: str) -> NoReturn:
        """The far side broke the rules of the conversation: end the session and say so."""
        raise self._session.end(EndReason.CRASHED, message, in_order=True)


def how_it_ended(exited: Exited | None, limits: Limits, last_words: bytes = b"") -> tuple[EndReason, str]:
    """Why a driver's process is gone, and the sentence about it; ``last_words`` is the end of its standard error."""
    if exited is None:
        return EndReason.CRASHED, "Its process is gone."
    gave_up = (exited.signal or exited.status) and any(words in last_words for words in OUT_OF_MEMORY)
    if exited.oom or gave_up:
        return EndReason.MEMORY_LIMIT, out_of_memory(limits)
    if exited.signal == signal.SIGXCPU:
        return EndReason.TIME_LIMIT, f"It used more than {limits.cpu_seconds} seconds of processor time."
    if exited.signal == signal.SIGXFSZ:
        return EndReason.OUTPUT_LIMIT, f"It wrote a file larger than {amount(limits.file_bytes)}."
    if exited.signal:
        name = SIGNAL_NAMES.get(exited.signal, str(exited.signal))
        return EndReason.CRASHED, f"Its process was killed by signal {name}."
    said = f"Its process ended by itself, with exit status {exited.status}, before it answered."
    return EndReason.CRASHED, said


def out_of_memory(limits: Limits) -> str:
    """The sentence for a solution that the kernel has stopped for its memory."""
    return f"It used more than {amount(limits.memory_bytes)} of memory."
