"""Stops code of ours that a solution's answers keep busy, by a signal, where signals can be had.

A wait for the sandbox has a deadline of its own (``Session.allow``). What has none is what a test, or pytest, or we
ourselves do with an answer: an endless loop over it, or a comparison that takes for ever.
"""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Any, Self

from sandbox.errors import EndReason

if TYPE_CHECKING:
    from types import FrameType

    from sandbox.session import Session

SPARE_SECONDS = 1.0
"""How long after its deadline a check is stopped that is not waiting for the sandbox."""
AGAIN_SECONDS = 0.25
"""How soon the signal comes again: an exception that it raises in a destructor is lost."""


class Backstop:
    """An alarm for one check: a context manager, to be set anew for each part of the check."""

    def __init__(self) -> None:
        self._session: Session | None = None
        self._usable = False
        self._before: Any = None

    def allow(self, session: Session, seconds: float) -> None:
        """From now on the session is ended, and ``SessionEnded`` raised here, when ``seconds`` and some have passed."""
        self._session = session
        if self._usable:
            signal.setitimer(signal.ITIMER_REAL, seconds + SPARE_SECONDS, AGAIN_SECONDS)

    def rest(self) -> None:
        """Ring no more: what is left to do asks the solution nothing."""
        self._session = None
        if self._usable:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def __enter__(self) -> Self:
        self._session = None
        self._usable = threading.current_thread() is threading.main_thread()
        if self._usable:
            self._before = signal.signal(signal.SIGALRM, self._ring)
        return self

    def __exit__(self, *_: object) -> None:
        if self._usable:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)

    def _ring(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self._session is not None:
            raise self._session.end(EndReason.TIME_LIMIT, "")
