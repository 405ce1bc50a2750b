"""The Python driver in a process of this machine, over plain pipes: what the tests of the driver talk to."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, NoReturn

from sandbox.drivers import python_program
from sandbox.errors import EndReason, SessionEnded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from sandbox.solution import Solution

    Load = Callable[..., Any]


class PipeConnection:
    """Messages to a program over its descriptors 3 and 4."""

    def __init__(self, argv: Sequence[str], folder: Path, seconds: float) -> None:
        to_program, self._sending = os.pipe()
        self._receiving, from_program = os.pipe()
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 20) for fd in (to_program, from_program)]
        boot = f'exec 3<&{high[0]} 4>&{high[1]} {high[0]}<&- {high[1]}>&-; exec "$@"'
        outputs = [(folder.parent / name).open("ab") for name in ("stdout", "stderr")]
        self.process = subprocess.Popen(
            ["/bin/bash", "-c", boot, "driver", *argv],
            cwd=folder,
            pass_fds=high,
            stdin=subprocess.DEVNULL,
            stdout=outputs[0],
            stderr=outputs[1],
            env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(folder.parent)},
        )
        for fd in (to_program, from_program, *high):
            os.close(fd)
        for output in outputs:
            output.close()
        self._seconds = seconds
        self._buffer = bytearray()
        self._poll = select.poll()
        self._poll.register(self._receiving, select.POLLIN)
        self.ended: SessionEnded | None = None

    def send(self, payload: bytes) -> None:
        if self.ended is not None:
            raise self.ended
        data = memoryview(struct.pack(">I", len(payload)) + payload)
        try:
            while data:
                data = data[os.write(self._sending, data) :]
        except BrokenPipeError:
            self.fail("The driver has ended.")

    def receive(self) -> bytes:
        deadline = time.monotonic() + self._seconds
        while len(self._buffer) < 4:
            self._read(deadline)
        (length,) = struct.unpack_from(">I", self._buffer)
        while len(self._buffer) < 4 + length:
            self._read(deadline)
        message = bytes(self._buffer[4 : 4 + length])
        del self._buffer[: 4 + length]
        return message

    def fail(self, message: str) -> NoReturn:
        self.ended = SessionEnded(EndReason.CRASHED, message)
        self.close()
        raise self.ended

    def _read(self, deadline: float) -> None:
        if not self._poll.poll(max(deadline - time.monotonic(), 0) * 1000):
            self.ended = SessionEnded(EndReason.TIME_LIMIT, "It did not answer in time.")
            self.close()
            raise self.ended
        data = os.read(self._receiving, 1 << 16)
        if not data:
            self.fail("The driver has ended.")
        self._buffer += data

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for name in ("_sending", "_receiving"):
            fd = getattr(self, name)
            if fd >= 0:
                os.close(fd)
            setattr(self, name, -1)


class PipeSource:
    """Gives ``Solution`` a driver with a learner's files, and another one when that has ended.

    Args:
        folder: where it may put files.
        files: the solution's modules.
        seconds: how long one answer may take.
    """

    def __init__(self, folder: Path, files: Mapping[str, str], *, seconds: float = 20.0) -> None:
        self.work = folder / "work"
        self._lib = folder / "lib"
        self._seconds = seconds
        self._current: PipeConnection | None = None
        self.started = 0
        for name, text in files.items():
            path = self.work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        program = python_program()
        self._lib.mkdir()
        for name, content in program.files.items():
            (self._lib / name).write_bytes(content)
        self._argv = [part.replace("{python}", sys.executable) for part in program.argv]

    def connection(self) -> PipeConnection:
        if self._current is None or self._current.ended is not None:
            self.started += 1
            self._current = PipeConnection(self._argv, self.work, self._seconds)
        return self._current

    def ended(self) -> bool:
        return self._current is not None and self._current.ended is not None

    def output(self) -> str:
        return "".join((self.work.parent / name).read_text(encoding="utf-8") for name in ("stdout", "stderr"))

    def close(self) -> None:
        if self._current is not None:
            self._current.close()


def source_of(module: Any) -> PipeSource:
    source: PipeSource = vars(module)["__test__"][0]
    return source


def solution_of(module: Any) -> Solution:
    solution: Solution = vars(module)["__test__"][1]
    return solution


def is_a(value: Any, kind: Any) -> bool:
    """``isinstance``, where a checker should not take it for a proof."""
    return isinstance(value, kind)
