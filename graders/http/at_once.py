"""Several things at once against one server, each in a thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
MOST = 64
"""How many threads there may be; each holds a connection, and its server a thread of its own."""


class _Task(Generic[T]):
    """One call in a thread: what it gave, or what it raised."""

    def __init__(self, function: Callable[[], T], barrier: threading.Barrier) -> None:
        self.results: list[T] = []
        self.error: BaseException | None = None
        self._function = function
        self._barrier = barrier
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        try:
            self._barrier.wait()
            self.results.append(self._function())
        except BaseException as error:  # noqa: BLE001 - raised again where the results are taken
            self.error = error


def at_once(functions: Sequence[Callable[[], T]], *, seconds: float) -> list[T] | None:
    """Call all of them at the same time.

    Args:
        functions: what is called, 64 at most.
        seconds: how long they are waited for.

    Returns:
        What they gave, in their order; None if one of them has not ended in time.

    Raises:
        BaseException: what the first of them raised.
    """
    if not 1 <= len(functions) <= MOST:
        raise ValueError(f"{len(functions)} calls at once; 1 to {MOST} are possible")
    barrier = threading.Barrier(len(functions))
    tasks = [_Task(function, barrier) for function in functions]
    for task in tasks:
        task.thread.start()
    for task in tasks:
        task.thread.join(seconds)
        if task.thread.is_alive():
            return None
    for task in tasks:
        if task.error is not None:
            raise task.error
    return [task.results[0] for task in tasks]
