"""How far a batch is, while it runs: a bar on a terminal, a plain line now and then in a log.

The bar is rich's, where it is installed (``kata-runner[progress]``), and else one line that is written over. Nothing
is drawn between two submissions: a thread that redraws would be there when graders are forked.
"""

from __future__ import annotations

import importlib.util
import sys
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, Protocol, Self, TextIO

from graders.outcome import Verdict

if TYPE_CHECKING:
    from types import TracebackType

    from runner.batch.model import Graded
    from runner.batch.run import Tally

SCREEN_SECONDS, LOG_SECONDS = 0.1, 10.0
"""How often progress is told at most: a screen is written over, a log is kept."""


class Display(Protocol):
    """Where progress is shown."""

    seconds: float
    """At most this often."""

    def show(self, tally: Tally, said: str) -> None:
        """Show how far it is."""

    def close(self) -> None:
        """Leave the screen as it ought to be."""


class Progress:
    """Progress, told after each submission.

    Args:
        stream: where to; standard error without one.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._display = _display(stream or sys.stderr)
        self._started = monotonic()
        self._shown = self._started

    def __enter__(self) -> Self:
        """Nothing is shown before the first submission is there."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._display.close()

    def tell(self, _: Graded, tally: Tally) -> None:
        """One more is there."""
        now = monotonic()
        if now - self._shown < self._display.seconds and tally.done < tally.total:
            return
        self._shown = now
        self._display.show(tally, said(tally, now - self._started))


def said(tally: Tally, seconds: float) -> str:
    """What did not pass, how fast it goes and how long it still takes, in words.

    What was known from an earlier run came at once, so it says nothing about how fast the rest will be.
    """
    errors = tally.verdicts.get(Verdict.ERROR, 0)
    parts = [f"{tally.done - tally.verdicts.get(Verdict.PASSED, 0) - errors} not passed"]
    if errors:
        parts.append(f"{errors} could not be graded")
    fresh = tally.done - tally.cached
    rate = fresh / max(seconds, 1e-6)
    parts.append(f"{rate:.1f} a second")
    if fresh and tally.done < tally.total:
        parts.append(f"{timedelta(seconds=round((tally.total - tally.done) / rate))} left")
    return ", ".join(parts)


def _display(stream: TextIO) -> Display:
    if not stream.isatty():
        return _Log(stream)
    return _Bar(stream) if importlib.util.find_spec("rich") else _Line(stream)


class _Log:
    seconds = LOG_SECONDS

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def show(self, tally: Tally, said: str) -> None:
        self._stream.write(f"{tally.done} of {tally.total}, {said}\n")
        self._stream.flush()

    def close(self) -> None:
        """Every line is whole already."""


class _Line:
    seconds = SCREEN_SECONDS

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._open = False

    def show(self, tally: Tally, said: str) -> None:
        self._open = True
        self._stream.write(f"\r\x1b[K{tally.done} of {tally.total}, {said}")
        self._stream.flush()

    def close(self) -> None:
        if self._open:
            self._stream.write("\n")
            self._stream.flush()


class _Bar:
    seconds = SCREEN_SECONDS

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            MofNCompleteColumn(),
            BarColumn(),
            TextColumn("{task.fields[said]}", markup=False),
            console=Console(file=stream),
            auto_refresh=False,
            redirect_stdout=False,  # graders are forked meanwhile, and what they print is not ours to catch
            redirect_stderr=False,
        )
        self._task = self._bar.add_task("", said="")

    def show(self, tally: Tally, said: str) -> None:
        self._bar.update(self._task, total=tally.total, completed=tally.done, said=said)
        if not self._bar.live.is_started:
            self._bar.start()
        self._bar.refresh()

    def close(self) -> None:
        """Also gives the cursor back, which rich hides."""
        if self._bar.live.is_started:
            self._bar.stop()
