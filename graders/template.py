"""An exercise whose hidden tests are collected once, in a process that forks for each submission.

Most of a grading is pytest starting, and collecting the same tests again. So a batch has one process for each
exercise and language, which has pytest and the grader loaded, collects the tests, and waits there. For each
submission it forks: the child takes the submission, starts its sandbox, and goes on with the run as if it had
been its own from the beginning.

    batch                             template                      child, one for each submission
    -- Grading, line of the child ->  fork
    <- process id                                                   start the sandbox
    <- "ready"
    -- "go" ->                                                      run the checks
    <- length, Outcome                                              remove the sandbox, end

Who may run checks is the batch's to say, so a child that is killed takes nothing with it. Test modules that import
the solution can't be collected without one; the children of such an exercise begin before the collection. All lines
are between processes of ours; what came out of a sandbox is plain data by then. When the batch dies, even by SIGKILL,
its lines close and everything here ends.
"""

from __future__ import annotations

import ast
import contextlib
import gc
import os
import pickle
import signal
import socket
import struct
import sys
import threading
import time
import traceback
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from graders.grading import DRIVERS, Sessions
from graders.remote_import import module_names
from graders.run import judge
from sandbox.backends import candidates, create_backend
from sandbox.boot import agent_program
from sandbox.errors import SandboxError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path
    from types import FrameType

    from graders.grading import Grading

LENGTH = struct.Struct(">Q")
"""What a message begins with: how many bytes follow."""
HEAD = struct.Struct(">I")
"""What a child says first: its process id."""
READY = b"R"
"""What it says next: its sandbox has been begun, and it waits for its turn."""
GO = b"G"
"""What it is told then."""
_END_SECONDS = 2.0


class Template:
    """The process, as the batch holds it. Forks when it is made.

    Args:
        grading: what all its submissions have in common; whose files these are does not matter.
        kept: descriptors of the batch that its children need.
    """

    def __init__(self, grading: Grading, kept: Collection[int] = ()) -> None:
        import_module("graders.plugin")  # and with it pytest: once in the batch, and not in each template
        ours, theirs = socket.socketpair()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            ours.close()
            _serve(theirs, grading, kept)
        theirs.close()
        self._line = ours

    def begin(self, grading: Grading) -> socket.socket:
        """Have a child begin with a submission; the line on which it answers, whose closing ends it.

        Raises:
            ChildProcessError: the template has ended.
        """
        ours, theirs = socket.socketpair()
        message = pickle.dumps(grading)
        try:
            socket.send_fds(self._line, [LENGTH.pack(len(message))], [theirs.fileno()])
            self._line.sendall(message)
        except OSError as error:
            ours.close()
            raise ChildProcessError("the process that forks gradings has ended") from error
        finally:
            theirs.close()
        return ours

    def close(self) -> None:
        """Let it end, and see that it does; children that are at work go on."""
        self._line.close()
        until = time.monotonic() + _END_SECONDS
        while os.waitpid(self.pid, os.WNOHANG) == (0, 0):
            if time.monotonic() >= until:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                return
            time.sleep(0.001)


def imports_solution(tests: Path, handed_in: tuple[str, ...]) -> bool:
    """Whether a hidden test imports a solution by name, so that it can't be collected before there is one."""
    names = {name.partition(".")[0] for name in module_names(handed_in)}
    for file in tests.rglob("*.py"):
        with contextlib.suppress(SyntaxError, ValueError):  # pytest will tell of it
            for node in ast.walk(ast.parse(file.read_bytes())):
                if isinstance(node, ast.Import):
                    imported = {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    imported = {(node.module or "").partition(".")[0]}
                else:
                    continue
                if imported & names:
                    return True
    return False


# --- the template's own process ---------------------------------------------------------------------------


def _serve(line: socket.socket, grading: Grading, kept: Collection[int]) -> NoReturn:
    """Fork for every submission, in the middle of a run or before it. Only children come back here, and end."""
    try:
        os.setpgid(0, 0)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # the batch decides, and closes the line
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # how a child ends the batch sees on the child's line
        _see_nothing()
        _keep_only(line.fileno(), *kept)
        child = _Child(line)
        sessions = Sessions(grading, collected=lambda: child.become(sessions))
        _load(grading)
        if imports_solution(grading.tests_dir, grading.handed_in):
            child.become(sessions)
        child.carry_out(sessions)
    except KeyboardInterrupt:
        pass  # the batch has let go
    except BaseException:  # noqa: BLE001 - nothing may return into the batch's code
        traceback.print_exc()
    finally:
        os._exit(1)


def _load(grading: Grading) -> None:
    """What each child would have to load, and to find out about this machine, by itself."""
    import_module(f"graders.{grading.grader}")
    driver = DRIVERS.get((grading.grader, grading.language))
    if driver is not None:
        module, _, function = driver.partition(":")
        getattr(import_module(module), function)()
    agent_program()
    for name in candidates(grading.sandbox):
        create_backend(name).gaps()


def _see_nothing() -> None:
    """No terminal in, none out; what goes wrong is still told on standard error."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)


def _keep_only(*kept: int) -> None:
    """Close every other descriptor of the batch: a line that is held here as well would never end.

    The objects that they belonged to are never used here, nor taken apart, for this process ends at once.
    """
    start = 3
    for fd in (*sorted(kept), os.sysconf("SC_OPEN_MAX")):
        os.closerange(start, fd)
        start = fd + 1


class _Child:
    """What becomes the child of one submission when the template forks.

    Args:
        template: the template's line, on which submissions come.
    """

    def __init__(self, template: socket.socket) -> None:
        self._template = template
        self._line: socket.socket | None = None
        self._started = 0.0
        self._told = False
        self._turn = threading.Event()

    def become(self, sessions: Sessions) -> None:
        """Fork for each submission that comes, and return in the children alone. The template ends with its line."""
        if self._line is not None:
            return
        gc.collect()
        gc.freeze()  # what the template holds is the same for all
        while self._line is None:
            asked = _next_request(self._template)
            if asked is None:
                os._exit(0)
            message, fd = asked
            if os.fork() == 0:
                self._template.close()
                os.set_inheritable(fd, False)
                self._line = socket.socket(fileno=fd)
                self._begin(pickle.loads(message), sessions)  # noqa: S301 - from our own parent
            else:
                os.close(fd)

    def _begin(self, grading: Grading, sessions: Sessions) -> None:
        """Say who this is, start the sandbox, and wait until it is this one's turn."""
        self._started = time.monotonic()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, _stop)
        os.setpgid(0, 0)
        self._say(HEAD.pack(os.getpid()))
        threading.Thread(target=self._hold_the_leash, daemon=True).start()
        sessions.adopt(grading)
        try:
            with contextlib.suppress(SandboxError):  # the run begins again, and tells
                sessions.begin()
                sessions.current()
            self._say(READY)
            self._turn.wait()
        except BaseException:
            sessions.close()
            raise

    def carry_out(self, sessions: Sessions) -> NoReturn:
        """Run the checks, tell what they came to, remove the sandbox, and end."""
        try:
            try:
                outcome = judge(sessions)
                answer = pickle.dumps(replace(outcome, seconds=time.monotonic() - self._started))
            except Exception:  # noqa: BLE001 - the batch tells it, as every bug of ours
                answer = pickle.dumps(traceback.format_exc())
            self.become(sessions)  # where the run did not come so far, every submission is told why
            self._told = True
            self._say(LENGTH.pack(len(answer)) + answer)
        finally:
            sessions.close()
        os._exit(0)

    def _say(self, data: bytes) -> None:
        if self._line is None:
            raise AssertionError("only a child has a line")
        try:
            self._line.sendall(data)
        except OSError as gone:
            raise KeyboardInterrupt from gone

    def _hold_the_leash(self) -> None:
        """Pass on whose turn it is, and end when the batch lets go of the line."""
        with contextlib.suppress(ConnectionError):
            while self._line is not None and self._line.recv(1):
                self._turn.set()
        if not self._told:
            os.kill(os.getpid(), signal.SIGTERM)


def _next_request(line: socket.socket) -> tuple[bytes, int] | None:
    """A pickled grading and the descriptor of its line; None when the batch has gone."""
    head, fds, _, _ = socket.recv_fds(line, LENGTH.size, 1)
    if len(head) < LENGTH.size or not fds:
        return None
    (length,) = LENGTH.unpack(head)
    message = line.recv(length, socket.MSG_WAITALL)
    return (message, fds[0]) if len(message) == length else None


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    """Unwind, once: what cleans up is not stopped again."""
    del frame
    signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
