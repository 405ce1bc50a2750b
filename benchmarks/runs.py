"""Runs commands in turn and measures each: wall time of the whole process, peak memory of the largest one.

Also which backends there are to measure, and what a row looks like.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.backends import AUTO, create_backend
from sandbox.errors import SandboxError
from sandbox.session import Session
from sandbox.spec import SandboxSpec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KIB = 1024


@dataclass(frozen=True, slots=True)
class Command:
    """What to run: a name for the table, argument vector, working folder, additions to the environment."""

    name: str
    argv: tuple[str, ...]
    folder: Path
    env: Mapping[str, str]


@dataclass(slots=True)
class Measured:
    """The wall seconds of each run, and the most memory that the process held, in bytes."""

    seconds: list[float] = field(default_factory=list)
    peak_bytes: int = 0


def measure(commands: Sequence[Command], *, runs: int) -> list[Measured]:
    """Run all commands once to warm the caches, then ``runs`` times in turn."""
    results = [Measured() for _ in commands]
    for turn in range(runs + 1):
        for command, result in zip(commands, results, strict=True):
            seconds, peak = run(command)
            if turn:
                result.seconds.append(seconds)
                result.peak_bytes = max(result.peak_bytes, peak)
    return results


def run(command: Command) -> tuple[float, int]:
    """One run: seconds and peak bytes.

    Raises:
        SystemExit: the command failed, so that there is nothing to compare.
    """
    program = str(Path(sys.executable).parent / command.argv[0])
    null = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    before = Path.cwd()
    os.chdir(command.folder)
    try:
        started = time.perf_counter()
        argv = (program, *command.argv[1:])
        pid = os.posix_spawn(program, argv, {**os.environ, **command.env}, file_actions=null)
        _, status, usage = os.wait4(pid, 0)
        seconds = time.perf_counter() - started
    finally:
        os.chdir(before)
    if status:
        raise SystemExit(f"{command.name} ended with {os.waitstatus_to_exitcode(status)}: {' '.join(argv)}")
    return seconds, usage.ru_maxrss * KIB


def usable() -> list[str]:
    """The backends that work here."""
    names = []
    for name in AUTO:
        backend = create_backend(name)
        try:
            with Session(backend.start(SandboxSpec()), SandboxSpec().limits) as session:
                session.ready()
            names.append(name)
        except SandboxError as error:
            print(f"{name}: left out, {error}")
        finally:
            backend.close()
    return names


def line(name: str, result: Measured, base: Measured, goal: tuple[float, float] | None) -> str:
    """One row: median and quartiles in ms, ratio to the base, peak memory."""
    low, median, high = statistics.quantiles(result.seconds * 2 if len(result.seconds) == 1 else result.seconds, n=4)
    ratio = median / statistics.median(base.seconds)
    said = f"(at most {goal[0]:g}, aim {goal[1]:g})" if goal else ""
    spread = f"{median * 1000:6.0f} ms [{low * 1000:.0f}-{high * 1000:.0f}]"
    return f"  {name:<40} {spread:<24} {ratio:5.2f} x  {result.peak_bytes / 2**20:5.0f} MiB  {said}"
