"""Opens sessions, one after the other, with the first backend that works here."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sandbox.backends import candidates, create_backend
from sandbox.errors import SandboxFailed, SandboxUnavailable
from sandbox.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from sandbox.backends import Backend
    from sandbox.spec import SandboxSpec

INTERRUPTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Opener:
    """Gives fresh sessions for one spec.

    A backend that turns out not to work (its session says so when it is waited for) is given up, and the next
    call tries the next one.

    Args:
        sandbox: ``auto`` or a backend's name.
        spec: what every sandbox is started with.

    Attributes:
        refusals: why each backend that was given up can't be used here.
    """

    def __init__(self, sandbox: str, spec: SandboxSpec) -> None:
        self.refusals: list[str] = []
        self._spec = spec
        self._names = list(candidates(sandbox))
        self._backend: Backend | None = None
        self._last: Session | None = None

    def __call__(self) -> Session:
        """A fresh session, not waited for.

        Raises:
            SandboxUnavailable: no backend is left that works here; the message says why for each.
            SandboxFailed: the machine is out of something that a sandbox takes.
        """
        if self._last is not None and self._last.unavailable:
            self._give_up(self._last.unavailable)
        while self._names:
            try:
                if self._backend is None:
                    self._backend = create_backend(self._names[0])
                with interrupts_deferred():
                    self._last = Session(self._backend.start(self._spec), self._spec.limits)
            except SandboxUnavailable as error:
                self._give_up(str(error))
            except OSError as error:  # no room, no memory, no descriptors: the machine's trouble
                raise SandboxFailed(f"The {self._names[0]} sandbox could not be started: {error}.") from error
            else:
                return self._last
        raise SandboxUnavailable("\n".join(dict.fromkeys(self.refusals)))

    def _give_up(self, why: str) -> None:
        self.refusals.append(why)
        self._names.pop(0)
        self.close()

    def close(self) -> None:
        """Let go of the last session, the backend, and all that it still holds; and of what a killed run left."""
        from sandbox.leftovers import remove_abandoned

        if self._last is not None:
            self._last.close()
            self._last = None
        if self._backend is not None:
            self._backend.close()
            self._backend = None
        remove_abandoned()


@contextmanager
def interrupts_deferred() -> Iterator[None]:
    """Hold Ctrl-C and its like until the end of the block, so that nothing is started which nobody knows of.

    Handlers of Python's are exchanged and no signal is blocked, for a blocked one would stay so in every child.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    caught: list[tuple[int, FrameType | None]] = []
    numbers = [number for number in INTERRUPTS if callable(signal.getsignal(number))]
    handlers = [signal.signal(number, lambda number, frame: caught.append((number, frame))) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, handlers, strict=True):
            signal.signal(number, handler)
        for caught_number, frame in caught:
            again = handlers[numbers.index(signal.Signals(caught_number))]
            if callable(again):
                again(caught_number, frame)
