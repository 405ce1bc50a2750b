"""A session with one sandbox: put files, run and spawn programs, forward ports, load drivers.

Everything is frames on the one stream that the backend gave, so it is the same for every backend. Requests
that need no answer to go on (``put``, ``load``) are queued and go out while the sandbox still starts.

What ends a session, and whose doing it was:

* the deadline of a check passed, or a process used up its processor time: ``TIME_LIMIT``;
* the kernel killed for memory: ``MEMORY_LIMIT``; printing or sending more than allowed: ``OUTPUT_LIMIT``;
* a driver's process ended, or the far side broke the protocol: ``CRASHED``;
* the backend says that the sandbox went away by itself: ``LOST``, which is ours.

Once the learner's files are inside, the agent's word is the solution's word: a lie about any of these can
only choose another verdict against the solution, never a better one.
"""

from __future__ import annotations

import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from sandbox.boot import agent_program
from sandbox.errors import EndReason, ProtocolError, SandboxFailed, SandboxUnavailable, SessionEnded
from sandbox.programs import Completed, Connection, Process, how_it_ended, out_of_memory
from sandbox.protocol import CONTROL, Answer, Exited, encode_request, parse_control, unpredictable
from sandbox.putting import batches
from sandbox.spec import MIB, amount
from sandbox.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sandbox.backends import Sandbox
    from sandbox.drivers import Program
    from sandbox.spec import Limits, SandboxFile

    _Params = dict[str, object]

START_SECONDS = 60.0
"""How long a sandbox may take to start; this is our time, not the solution's."""
CHECK_BYTES = 256 * MIB
"""How much the answers of one check may come to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxInfo:
    """What a report says of the sandbox: backend, image with the digest of its content, limits."""

    backend: str
    image: str
    digest: str
    limits: Limits


class Session:
    """One sandbox in use. Not started twice; closed once; a context manager.

    Args:
        sandbox: as a backend's ``start`` gave it.
        limits: what it was started with.

    Attributes:
        python: the Python interpreter inside.
        root: the folder inside that holds ``work``, ``lib``, ``home`` and ``tmp``.
        unavailable: why the backend can't be used here, once ``ready`` has found that out.
    """

    def __init__(self, sandbox: Sandbox, limits: Limits) -> None:
        self.limits = limits
        self.python = sandbox.python
        self.root = sandbox.root
        self.wire = Wire(sandbox, self._dispatch, self._gone)
        self._sandbox = sandbox
        self._owners: dict[int, Process | Connection | Callable[[int, bytes], None]] = {}
        self._numbers = 0
        self._answers: dict[int, Answer | None] = {}
        self._unawaited: set[int] = set()
        self._output = bytearray()
        self._output_total = 0
        self._received = 0
        self._ready = False
        self.unavailable = ""
        self._closers: list[Callable[[], None]] = []
        self.wire.send_raw(agent_program())
        self._direct = bool(sandbox.direct)
        self._unsettled = False
        start = {"root": sandbox.root, "limits": limits.as_dict(), "nproc": sandbox.limits_processes}
        self._hello = self._ask("start", start | {"direct": sandbox.direct})
        self.wire.begin()

    @property
    def info(self) -> SandboxInfo:
        """Where the solution runs, for the report. Known once the sandbox is ready."""
        box = self._sandbox
        return SandboxInfo(backend=box.backend, image=box.image, digest=box.digest, limits=self.limits)

    @property
    def ended(self) -> SessionEnded | None:
        """Why the session is over; None while it is not."""
        return self.wire.ended

    def ready(self) -> None:
        """Wait until the agent answers. Not counted as the solution's time.

        Raises:
            SandboxUnavailable: this backend can't be used on this machine; kept in ``unavailable``.
            SandboxFailed: the sandbox did not start.
        """
        if self._ready:
            return
        deadline, self.wire.deadline = self.wire.deadline, time.monotonic() + START_SECONDS
        try:
            self.wire.wait(lambda: self._answers.get(self._hello) is not None)
        except SandboxUnavailable as error:
            self.unavailable = str(error)
            self.close()
            raise
        except (SessionEnded, ProtocolError) as error:
            reason = getattr(error, "message", "") or str(error)
            self.close()
            raise SandboxFailed(f"The {self._sandbox.backend} sandbox did not start. {reason}".strip()) from None
        finally:
            self.wire.deadline = deadline
        answer = self._answers.pop(self._hello)
        if answer is not None and answer.error is not None:
            self.close()
            raise SandboxFailed(f"The agent did not start: {answer.error}")
        self._ready = True

    def allow(self, seconds: float | None) -> None:
        """Every wait from now on ends the session after ``seconds`` (None: no deadline)."""
        self.wire.deadline = None if seconds is None else time.monotonic() + seconds

    @property
    def processor_seconds(self) -> float | None:
        """The processor time that the sandbox has used so far, as the kernel counts it outside; None if nobody does."""
        return self._sandbox.processor_seconds()

    # --- files and programs ---------------------------------------------------------------------------

    def put(self, files: Mapping[str, bytes | SandboxFile]) -> None:
        """Queue files to be written inside.

        Args:
            files: path relative to the sandbox's root (``work/...`` or ``lib/...``) to content.

        Raises:
            ValueError: a path that does not stay under ``work`` or ``lib``.
        """
        for batch, pieces in batches(files):
            self._unawaited.add(self._ask("put", {"files": batch}, pieces))

    def spawn(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: str = "work",
        stdin: bool = False,
        output_bytes: int | None = None,
    ) -> Process:
        """Start a program and go on. Raises ``FileNotFoundError``-like ``OSError`` when it can't be started."""
        number = self._number()
        process = Process(self, number, output_bytes or self.limits.output_bytes)
        self._owners[number] = process
        self.request("spawn", **_start(number, argv, env=env, cwd=cwd, stdin=stdin))
        return process

    def begin(self, argv: Sequence[str], *, tail_bytes: int, stdin: bool = False) -> Process:
        """Start a program of ours while the sandbox still starts; the end of what it prints is kept.

        Nothing is waited for. That it can't be started is told by the first wait, as the end of the session.
        """
        number = self._number()
        process = Process(self, number, 0, tail_bytes)
        self._owners[number] = process
        self._unawaited.add(self._ask("spawn", _start(number, argv, stdin=stdin)))
        return process

    def run(
        self,
        argv: Sequence[str],
        *,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        cwd: str = "work",
        seconds: float | None = None,
        output_bytes: int | None = None,
    ) -> Completed:
        """Run a program to its end and take what it printed.

        Raises:
            OSError: it can't be started (not found, not executable).
            SessionEnded: it ran over ``seconds`` or the check's deadline, or printed over ``output_bytes``.
        """
        started = time.monotonic()
        process = self.spawn(argv, env=env, cwd=cwd, stdin=bool(stdin), output_bytes=output_bytes)
        if stdin:
            process.write(stdin)
            process.close_stdin()
        if not process.wait(seconds=seconds):
            raise self.end(EndReason.TIME_LIMIT, f"{argv[0]} did not end within {seconds:g} seconds.")
        exited = process.exited
        if exited is None or exited.oom:
            raise self.process_ended(exited)
        return Completed(
            status=None if exited.signal else exited.status,
            signal=exited.signal or None,
            stdout=bytes(process.stdout),
            stderr=bytes(process.stderr),
            seconds=time.monotonic() - started,
        )

    def load(
        self, program: Program, arguments: Sequence[str] = (), *, env: Mapping[str, str] | None = None
    ) -> Connection:
        """Put a driver in and start it, and the conversation with it. Nothing is waited for."""
        self.put({f"lib/{name}": content for name, content in program.files.items()})
        known = {"{python}": self._sandbox.python, "{memory_mib}": str(self.limits.memory_bytes // MIB)}
        argv = [*program.argv, *arguments]
        for name, value in known.items():
            argv = [part.replace(name, value) for part in argv]
        return self.start_driver(argv, env=env)

    def start_driver(self, argv: Sequence[str], *, env: Mapping[str, str] | None = None) -> Connection:
        """Start any program that speaks messages on descriptors 3 and 4. Nothing is waited for."""
        number = self._number()
        direct, self._direct = self._direct, False  # there is one such line
        connection = Connection(self, number, direct=direct)
        self._owners[number] = connection
        if direct:
            self.wire.direct = connection.take_messages
        self._unawaited.add(self._ask("spawn", _start(number, argv, env=env, messages=True, direct=direct)))
        return connection

    def forward(self, port: int) -> tuple[str, int]:
        """A loopback address on this side whose connections reach ``port`` inside the sandbox."""
        from sandbox.forward import Forwarder

        forwarder = Forwarder(self, port)
        self.on_close(forwarder.close)
        return forwarder.address

    def on_close(self, closer: Callable[[], None]) -> None:
        """Have ``closer()`` called when the session is closed."""
        self._closers.append(closer)

    def settle(self) -> None:
        """Wait until all is here that drivers printed up to now: messages with a line of their own come before it.

        Raises:
            SessionEnded: it printed more than it may, or another end of the session.
        """
        if self.ended is None and (self.wire.direct_broke or (self._unsettled and self.wire.direct is not None)):
            self._unsettled = self.wire.direct_broke = False
            self.request("settle")

    def take_output(self) -> bytes:
        """What drivers printed since the last call, cut at ``limits.shown_bytes``."""
        with suppress(SessionEnded):  # which whoever uses the session next is told
            self.settle()
        with self.wire.lock:
            output = bytes(self._output)
            self._output.clear()
            self._output_total = 0
            self._received = 0
        return output

    # --- the end --------------------------------------------------------------------------------------

    def end(self, reason: EndReason, message: str, *, in_order: bool = False) -> SessionEnded:
        """Kill the sandbox now (or when all is here that was printed by now); what to raise. The first end stands."""
        if in_order:
            with suppress(SessionEnded, OSError):  # then that was the end
                self.settle()
        ended = SessionEnded(reason, message)
        self.wire.end(ended)
        self._sandbox.kill()
        return self.wire.ended or ended

    def close(self) -> None:
        """Kill the sandbox and let go of everything. May be called twice."""
        self.end(EndReason.CLOSED, "The session was closed.")
        for closer in self._closers:
            closer()
        self._closers.clear()
        self.wire.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- the conversation with the agent --------------------------------------------------------------

    def wait(self, ready: Callable[[], bool], *, seconds: float | None = None) -> bool:
        """Wait for ``ready()``, dispatching frames; every way in which that fails ends the session."""
        try:
            return self.wire.wait(ready, seconds=seconds)
        except (ProtocolError, SessionEnded) as error:
            if error is self.wire.ended:
                raise
            if isinstance(error, ProtocolError):
                error = SessionEnded(EndReason.CRASHED, f"The sandbox's stream was tampered with: {error}.")
            raise self.end(error.reason, error.message, in_order=self.wire.direct_broke) from None

    def request(self, method: str, **params: object) -> object:
        """Ask the agent and wait for its answer. An operating system error inside is an ``OSError``."""
        number = self._ask(method, params)
        self.wait(lambda: self._answers.get(number) is not None)
        answer = self._answers.pop(number)
        if answer is not None and answer.error is not None:
            raise OSError(answer.error)
        return None if answer is None else answer.result

    def received(self, size: int) -> None:
        """Count a message of a driver: what is kept of an endless stream of answers is kept out here."""
        self._unsettled = True
        self._received += size
        if self._received > CHECK_BYTES:
            raise SessionEnded(EndReason.OUTPUT_LIMIT, f"It sent more than {amount(CHECK_BYTES)} in one check.")

    def printed(self, payload: bytes) -> None:
        """A driver printed: keep the beginning, count all."""
        self._output_total += len(payload)
        room = self.limits.shown_bytes - len(self._output)
        if room > 0:
            self._output += payload[:room]
        if self._output_total > self.limits.output_bytes:
            raise SessionEnded(
                EndReason.OUTPUT_LIMIT, f"It printed more than {amount(self.limits.output_bytes)} in one check."
            )

    def process_ended(self, exited: Exited | None, last_words: bytes = b"") -> SessionEnded:
        """The end of a session whose driver's process is gone; ``last_words`` is the end of its standard error."""
        return self.end(*how_it_ended(exited, self.limits, last_words))

    def own(self, take: Callable[[int, bytes], None]) -> int:
        """A new number whose streams go to ``take(fd, payload)``: for a forwarded connection."""
        number = self._number()
        self._owners[number] = take
        return number

    def _number(self) -> int:
        with self.wire.lock:
            self._numbers += 1
            return self._numbers

    def _ask(self, method: str, params: Mapping[str, object], attached: Sequence[bytes] = ()) -> int:
        number = unpredictable()
        self._answers[number] = None
        head = encode_request(number, method, dict(params))
        self.wire.send_whole(CONTROL, (head, b"\0", *attached) if attached else (head,))
        return number

    def _dispatch(self, stream: int, payload: bytes) -> None:
        if stream == CONTROL:
            self._heed(parse_control(payload))
            return
        owner = self._owners.get(stream >> 3)
        if owner is None:
            raise ProtocolError(f"bytes of a process that was not started ({stream >> 3})")
        if callable(owner):
            owner(stream & 7, payload)
        elif payload:
            owner.take(stream & 7, payload)

    def _heed(self, said: Exited | Answer) -> None:
        if isinstance(said, Exited):
            owner = self._owners.get(said.process)
            if not isinstance(owner, Process | Connection) or owner.exited is not None:
                raise ProtocolError("the end of a process that was not running")
            if isinstance(owner, Connection) and owner.direct:
                self.wire.take_direct()  # its last words came before its end
            said.oom = said.oom or (said.signal == signal.SIGKILL and self._sandbox.killed_for_memory())
            owner.exited = said
            return
        if self._answers.get(said.number, said) is not None:
            raise ProtocolError("an answer to nothing that was asked")
        if said.number in self._unawaited:
            self._unawaited.remove(said.number)
            del self._answers[said.number]
            if said.error is not None:
                raise SessionEnded(EndReason.CRASHED, f"The solution could not be set up: {said.error}.")
        else:
            self._answers[said.number] = said

    def _gone(self) -> SessionEnded:
        reason, message = self._sandbox.post_mortem()
        return SessionEnded(reason, message or out_of_memory(self.limits))


def _start(number: int, argv: Sequence[str], *, env: Mapping[str, str] | None = None, **how: object) -> _Params:
    given = {"process": number, "argv": list(argv), "env": dict(env or {})}
    return given | {"cwd": "work", "messages": False, "direct": False, "stdin": False} | how
