"""A sandbox that is a child process of ours with two pipes: what bubblewrap and process have in common."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from sandbox.errors import EndReason, SandboxUnavailable
from sandbox.spec import HOST
from sandbox.wire import close_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PIPE_BYTES = 1 << 20
"""Room for the agent, the drivers and a usual submission, so that writing them does not wait."""
F_SETPIPE_SZ = 1031  # <linux/fcntl.h>; in the fcntl module since 3.10, but on Linux only
KILL_SECONDS = 5.0
_ENDED = slice(13, 15)
"""Fields 16 and 17 of proc_pid_stat(5), counted after the name: the time of children that were waited for."""


def base_python() -> str:
    """The interpreter behind a virtual environment: a solution sees the standard library and nothing else."""
    base: str = getattr(sys, "_base_executable", "") or sys.executable
    return os.path.realpath(base)


def _becoming(user: int | None) -> tuple[str, ...]:
    """A command before the command, that becomes a user first; empty if there is none to become, or no such program.

    Python can do so, too, but then copies the memory map of this process for the child, and that takes longer than all
    the rest of a start.
    """
    program = None if user is None else shutil.which("setpriv")
    return () if program is None else (program, f"--reuid={user}", f"--regid={user}", "--clear-groups", "--")


class PipedSandbox:
    """A started child process.

    Args:
        argv: what to start.
        pass_fds: descriptors that the child inherits besides its standard ones; closed here afterwards.
        python: the interpreter inside; ours if not said.
        user: the number of the user and group to become first; ours if None.
        unavailable: advice for when it can't be started.
        cleanup: called once after the end, or when it can't be started.
    """

    waits = False

    def __init__(
        self,
        argv: Sequence[str],
        *,
        backend: str,
        root: str,
        limits_processes: bool,
        digest: str,
        env: dict[str, str],
        pass_fds: Sequence[int] = (),
        python: str = "",
        user: int | None = None,
        unavailable: str = "",
        cleanup: Callable[[], None] | None = None,
    ) -> None:
        self.backend = backend
        self.image = HOST
        self.digest = digest
        self.root = root
        self.python = python or base_python()
        self.limits_processes = limits_processes
        self._unavailable = unavailable
        self._cleanup = cleanup
        self._killing = threading.Lock()
        into, out = os.pipe(), os.pipe()
        self.direct: tuple[int, ...] = (into[0], out[1])
        self._line = [out[0], into[1]]
        for fd in self.direct if user is not None else ():
            os.fchmod(fd, 0o666)  # that user may open it by its name, as Java's driver does
        pass_fds = (*pass_fds, *self.direct)
        becoming = _becoming(user)
        own = None if becoming else user
        try:
            self._process = subprocess.Popen(
                [*becoming, *argv],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=env,
                pass_fds=tuple(pass_fds),
                bufsize=0,
                start_new_session=True,
                user=own,
                group=own,
                extra_groups=None if own is None else [],
            )
        except OSError as error:
            close_all(self._line)
            if cleanup is not None:
                cleanup()
            raise SandboxUnavailable(f"{argv[0]} can't be started: {error.strerror}. {unavailable}") from None
        finally:
            for fd in pass_fds:
                os.close(fd)

    def connect(self) -> tuple[int, int, int, int]:
        """The pipes' descriptors, as copies of our own."""
        with self._killing:
            stdin, stdout = self._process.stdin, self._process.stdout
            if stdin is None or stdout is None or stdin.closed:
                raise SandboxUnavailable(f"the {self.backend} sandbox was closed before it was used")
            reading, writing = os.dup(stdout.fileno()), os.dup(stdin.fileno())
            stdin.close()
            stdout.close()
            (receiving, sending), self._line = self._line, []
        for fd in (reading, writing, receiving, sending):
            os.set_blocking(fd, False)
            if sys.platform == "linux":
                widen(fd)
        return reading, writing, receiving, sending

    def unwrap(self, data: bytes) -> bytes:
        """A pipe carries the agent's bytes as they are."""
        return data

    def kill(self) -> None:
        """Kill the child, wait for it, clean up."""
        with self._killing:
            if self._process.returncode is None:
                self._stop()
            for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
                if stream is not None:
                    stream.close()
            close_all(self._line)
            self._line = []
            cleanup, self._cleanup = self._cleanup, None
        if cleanup is not None:
            cleanup()

    def _stop(self) -> None:
        self._process.kill()
        self._process.wait()

    def killed_for_memory(self) -> bool:
        """Nothing counts that."""
        return False

    def processor_seconds(self) -> float | None:
        """What the kernel counts for each of its processes; None without Linux's /proc."""
        try:
            return running_seconds(self._process.pid)
        except FileNotFoundError:
            return None

    def post_mortem(self) -> tuple[EndReason, str]:
        """Ended by itself: the solution made the agent end. Killed from outside: not the solution's doing.

        Raises:
            SandboxUnavailable: the starter complained, which it can only do before the agent runs.
        """
        try:
            status = self._process.wait(timeout=KILL_SECONDS)
        except subprocess.TimeoutExpired:
            return EndReason.CRASHED, "It closed the stream to its sandbox."
        said = self._said()
        if said:
            raise SandboxUnavailable(f"The {self.backend} sandbox does not work here: {said}. {self._unavailable}")
        if status in {-signal.SIGKILL, -signal.SIGTERM, 128 + signal.SIGKILL}:
            return EndReason.LOST, "The sandbox was killed from outside."
        return EndReason.CRASHED, "It ended the sandbox it ran in."

    def _said(self) -> str:
        """What the starter printed on standard error, which the agent leaves alone once it runs."""
        stream = self._process.stderr
        if stream is None or stream.closed:
            return ""
        os.set_blocking(stream.fileno(), False)
        return (stream.read(4096) or b"").decode("utf-8", "replace").strip()


def running_seconds(pid: int) -> float:
    """The processor time of a process and all that came from it, by proc(5) and sched-stats of Linux.

    Of those that have ended it is what their parents were told, in whole ticks.

    Raises:
        FileNotFoundError: there is no such process, or nobody counts.
    """
    total, ticks, waiting = 0, 0, [pid]
    for number in waiting:
        place = f"/proc/{number}/task"
        try:
            ticks += sum(map(int, _read(f"/proc/{number}/stat").rpartition(")")[2].split()[_ENDED]))
            for task in os.listdir(place):  # noqa: PTH208 - as quick as it gets
                total += int(_first(f"{place}/{task}/schedstat"))
                waiting += map(int, _read(f"{place}/{task}/children").split())
        except (FileNotFoundError, ProcessLookupError):
            if number == pid:
                raise FileNotFoundError(place) from None
    return total / 1e9 + ticks / os.sysconf("SC_CLK_TCK")


def _first(place: str) -> str:
    return _read(place).split()[0]


def _read(place: str) -> str:
    with open(place, encoding="ascii") as file:  # noqa: PTH123 - as quick as it gets
        return file.read()


def widen(fd: int) -> None:
    """Make a pipe larger, as far as this user may; the usual size serves too."""
    try:
        fcntl.fcntl(fd, F_SETPIPE_SZ, PIPE_BYTES)
    except OSError:
        return
