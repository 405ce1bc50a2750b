"""Runs the hidden tests of one submission: pytest once, with our plugins and no others."""

from __future__ import annotations

import contextlib
import os
import resource
import time
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from graders.grading import Sessions
from graders.outcome import Verdict, overall
from sandbox.errors import SandboxError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.grading import Grading
    from graders.outcome import Check
    from sandbox.session import SandboxInfo

UNUSED = (
    "cacheprovider",
    "terminal",
    "junitxml",
    "pastebin",
    "nose",
    "stepwise",
    "setuponly",
    "setupplan",
    "faulthandler",
    "doctest",
    "pytester",
    "logging",
    "warnings",
    "legacypath",
    "debugging",
    "threadexception",
    "unraisableexception",
)
"""Plugins of pytest that serve its own command line; leaving them out saves their start."""
MEMORY_BYTES = 2 << 30
"""How much more memory than at its start the process of a run may take."""
ENVIRONMENT = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")
"""Variables through which a user's pytest settings would change how exercises are graded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run came to.

    Attributes:
        verdict: how the whole of it ended.
        checks: each hidden test's outcome.
        message: what is wrong with the whole, or what would make it better; mostly empty.
        info: where the solution ran; None if no sandbox ever stood.
        seconds: wall time of the run.
    """

    verdict: Verdict
    checks: tuple[Check, ...] = ()
    message: str = ""
    info: SandboxInfo | None = None
    seconds: float = 0.0


def carry_out(grading: Grading) -> Outcome:
    """Start a sandbox, run the hidden tests, and leave nothing running. Once per process."""
    sessions = Sessions(grading)
    try:
        with contextlib.suppress(SandboxError):
            sessions.begin()  # what keeps it from starting is told by the run
        return judge(sessions)
    finally:
        sessions.close()


def judge(sessions: Sessions) -> Outcome:
    """Run the hidden tests in a sandbox that was begun; closing it is the caller's."""
    started = time.monotonic()
    try:
        outcome = run_checks(sessions)
    except SandboxError as error:
        outcome = Outcome(verdict=Verdict.ERROR, message=str(error))
    message = outcome.message or sessions.advice
    return replace(outcome, message=message, info=sessions.info, seconds=time.monotonic() - started)


def run_checks(sessions: Sessions) -> Outcome:
    """Collect and run the hidden tests against the sandbox of ``sessions``, in this process.

    Pytest runs once per process: a second run would find the first one's modules.

    Raises:
        SandboxUnavailable: no backend works here.
        SandboxFailed: a sandbox did not start, twice.
        KeyboardInterrupt: the user stopped it.
    """
    for name in ENVIRONMENT:
        os.environ.pop(name, None)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    import io

    import pytest

    from graders import fixtures
    from graders.called import plugins as plugins_of
    from graders.plugin import Core

    core = Core(sessions)
    # Given as modules, not by name: by name, pytest would parse them again, to rewrite assertions they don't have.
    plugins = [core, fixtures, *(import_module(f"graders.{name}") for name in plugins_of(sessions.grading.grader))]
    tests = str(sessions.grading.tests_dir)
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), memory_bounded():
        status = pytest.main([*_options(tests), tests], plugins=plugins)
    if status == pytest.ExitCode.INTERRUPTED and not core.broken:
        raise KeyboardInterrupt
    if core.no_sandbox is not None:
        raise core.no_sandbox
    checks = tuple(core.checks)
    if core.broken:
        return Outcome(verdict=Verdict.ERROR, checks=checks, message="\n".join(core.broken))
    if status == pytest.ExitCode.NO_TESTS_COLLECTED:
        return Outcome(verdict=Verdict.ERROR, message="The exercise has no hidden test.")
    if status not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        message = said.getvalue() or f"pytest ended with {status!r}."
        return Outcome(verdict=Verdict.ERROR, checks=checks, message=message)
    return Outcome(verdict=overall(checks), checks=checks)


@contextlib.contextmanager
def memory_bounded() -> Iterator[None]:
    """Let this process have some memory more and no end of it, where that can be had.

    What a test makes of a solution's answer may be enormous: ``[0] * answer``. Then it is a ``MemoryError``, and not
    the machine that is out of memory.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = _data_bytes() + MEMORY_BYTES
    if resource.RLIM_INFINITY != soft < most:
        most = soft
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _data_bytes() -> int:
    """What this process has of that kind of memory now; 0 where nobody says."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - as quick as it gets
            return int(file.read().split()[5]) * resource.getpagesize()
    except OSError:
        return 0


def _options(tests: str) -> Iterator[str]:
    yield from (
        "-c",
        os.devnull,
        "--rootdir",
        tests,
        "--import-mode=importlib",
        "--capture=no",  # what a hidden test prints is nobody's; it goes where standard output has been sent
    )
    for name in UNUSED:
        yield from ("-p", f"no:{name}")
