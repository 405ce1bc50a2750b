"""A bound on what others' code may make of a hostile text: processor time, after which it is left.

A parser is as fast as its worst case, and the worst cases of one that we did not write are not ours to know: nested
calls of ``date`` made one take twice as long for each level.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from graders.errors import TooLong

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

AGAIN_SECONDS = 0.1
"""After so much more it is told again: what is raised while an object is being destroyed is lost."""


@contextmanager
def processor_seconds(seconds: float) -> Iterator[None]:
    """Leave the block when it has used so much processor time.

    Where there is no signal for it (in another thread than the first, on other systems) the block is not bounded.

    Raises:
        TooLong: it had to be left.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "ITIMER_VIRTUAL"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _leave)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        _put_back(before)


def _put_back(before: Any) -> None:
    """End the timer, even where it rings in this very moment."""
    while True:
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)
        except TooLong:
            continue
        return


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    raise TooLong
