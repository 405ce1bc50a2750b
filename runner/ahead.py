"""A grading process that is started before it is known what there is to grade.

Importing pytest takes as long as everything else in a check, and so does finding out what was asked for and
starting a sandbox. So ``kata check`` forks first of all: the child imports pytest while the parent reads the
command line, the manifest and the submission, and the parent prepares to show the report while the child grades.

    parent                                       child
    command line, exercise, submission           import pytest
        -- Grading (pickle) ->                   a thread starts the sandbox meanwhile
    what shows a report                          the hidden tests
        <- Outcome (pickle) --                   end

Both ends of the line are ours; what came out of a sandbox is plain data by then. The line is also the leash: when
the parent closes it or dies, even by SIGKILL, the child stops what it does, cleans up, and ends.
"""

from __future__ import annotations

import os
import signal
import socket
import struct
import sys

TYPE_CHECKING = False  # importing typing costs what this module is there to save
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import NoReturn

    from graders.grading import Grading, Sessions
    from graders.run import Outcome

LENGTH = struct.Struct(">Q")
GRACE_SECONDS = 10.0
"""What the child may take to clean up before it is killed."""


class GradingProcess:
    """The forked child, as the parent holds it. Forks when it is made; nothing of weight must be loaded by then.

    Args:
        docker: whether the child should also start what works with the Docker engine ahead.
    """

    def __init__(self, *, docker: bool) -> None:
        ours, theirs = socket.socketpair()
        sys.stdout.flush()
        sys.stderr.flush()
        self._pid = os.fork()
        if self._pid == 0:
            ours.close()
            _serve(theirs, docker=docker)
        theirs.close()
        self._line = ours

    def carry_out(self, grading: Grading, meanwhile: Callable[[], object]) -> Outcome:
        """Have the child grade, and wait for the outcome. It cleans up by itself, until ``discard``.

        Raises:
            KeyboardInterrupt: the user stopped it; nothing is left running.
            ChildProcessError: the child ended without an outcome; that is a bug or a machine in trouble.
        """
        import pickle

        try:
            _write(self._line, pickle.dumps(grading))
            meanwhile()
            answer = _read(self._line)
        except BrokenPipeError:
            answer = None
        if answer is None:
            raise ChildProcessError("the process that grades ended without a result")
        outcome: Outcome | str = pickle.loads(answer)  # noqa: S301 - from our own child
        if isinstance(outcome, str):
            raise ChildProcessError(outcome)
        return outcome

    def discard(self) -> None:
        """Let the child end, and wait until it has cleaned up."""
        self._line.close()
        if self._pid:
            pid, self._pid = self._pid, 0
            _wait_or_kill(pid)


def _wait_or_kill(pid: int) -> None:
    """Wait for a child that was told to end; kill it when it does not."""

    def kill(number: int, frame: FrameType | None) -> None:
        del number, frame
        os.kill(pid, signal.SIGKILL)

    before = signal.signal(signal.SIGALRM, kill)
    signal.setitimer(signal.ITIMER_REAL, GRACE_SECONDS)
    try:
        os.waitpid(pid, 0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


_ahead: list[GradingProcess] = []


def start(*, docker: bool) -> None:
    """Fork the child now, for the check that will ask for it."""
    _ahead.append(GradingProcess(docker=docker))


def carry_out(grading: Grading, *, meanwhile: Callable[[], object]) -> Outcome:
    """Grade in the child that was started ahead, or else in this process. Once per process.

    Args:
        grading: what there is to do.
        meanwhile: what can be done while the child is at work.
    """
    if _ahead:
        return _ahead[-1].carry_out(grading, meanwhile)
    from graders.run import carry_out as carry_out_here

    meanwhile()
    return carry_out_here(grading)


def discard() -> None:
    """Let go of the child, whether it was needed or not, and wait until it has left nothing behind."""
    while _ahead:
        _ahead.pop().discard()


# --- the child --------------------------------------------------------------------------------------------


def _serve(line: socket.socket, *, docker: bool) -> NoReturn:
    """Import, wait for what there is to do, do it, say what came of it, end."""
    code = 1
    try:
        for number in (signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # the parent decides, and closes the line
        signal.signal(signal.SIGTERM, _stop)
        if docker:
            from sandbox.backends.docker_line import start_ahead

            start_ahead()
        _grade(line)
        code = 0
    except KeyboardInterrupt:
        code = 130
    finally:
        os._exit(code)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    raise KeyboardInterrupt


def _grade(line: socket.socket) -> None:
    job = _Job(line)
    try:
        import pickle

        import pytest  # noqa: F401 - for this the process is there

        import graders.plugin
        import graders.run

        outcome = graders.run.judge(job.sessions())
        job.finished()
        _write(line, pickle.dumps(outcome))
    except Exception:  # noqa: BLE001 - told by the parent, as every bug of ours
        import traceback

        _write(line, pickle.dumps(traceback.format_exc()))
    finally:
        job.close()


class _Job:
    """What there is to do, taken in a thread that starts its sandbox and then holds the leash."""

    def __init__(self, line: socket.socket) -> None:
        import threading

        self._line = line
        self._asked = False
        self._closing = False
        self._begun = threading.Event()
        self._sessions: list[Sessions] = []
        self._problem: Exception | None = None
        threading.Thread(target=self._take, daemon=True).start()

    def sessions(self) -> Sessions:
        """Wait for the job; its sandbox has been begun, unless that failed, which the run will find again.

        What went wrong by a bug of ours is raised here.
        """
        self._begun.wait()
        if self._problem is not None:
            raise self._problem
        return self._sessions[0]

    def finished(self) -> None:
        """The outcome is there: when the parent closes the line now, it has what it wanted."""
        self._closing = True

    def close(self) -> None:
        """Leave no sandbox behind, however far its start has come. From here on the leash doesn't pull."""
        self._closing = True
        if self._asked:
            self._begun.wait(GRACE_SECONDS)
        for sessions in self._sessions:
            sessions.close()

    def _take(self) -> None:
        asked = _read(self._line)
        if asked is None:
            os._exit(0)  # not needed after all
        self._asked = True
        import pickle

        from graders.grading import Sessions
        from sandbox.errors import SandboxError

        try:
            sessions = Sessions(pickle.loads(asked))  # noqa: S301 - from our own parent
            self._sessions.append(sessions)
            sessions.begin()
        except SandboxError:
            pass  # the run begins again, and tells
        except Exception as error:  # noqa: BLE001 - raised where the job is asked for, to be told as every bug of ours
            self._problem = error
        finally:
            self._begun.set()
        if _read(self._line) is None and not self._closing:
            os.kill(os.getpid(), signal.SIGTERM)


def _write(line: socket.socket, data: bytes) -> None:
    line.sendall(LENGTH.pack(len(data)) + data)


def _read(line: socket.socket) -> bytes | None:
    """One message, or None when the other side is gone."""
    try:
        head = line.recv(LENGTH.size, socket.MSG_WAITALL)
        if len(head) < LENGTH.size:
            return None
        (length,) = LENGTH.unpack(head)
        data = line.recv(length, socket.MSG_WAITALL)
    except OSError:
        return None
    return data if len(data) == length else None
