"""Runs a program of ours over a learner's source, outside the sandbox, with bounds.

The program reads text and never runs it. It gets an empty folder of its own, no settings of this user, bounded memory,
time and output. That is safer than to run it inside: in there its answer would be the solution's to change.
"""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from graders.errors import ProgramMissing
from graders.quality_rules.errors import Unfinished
from sandbox.spec import MIB

if TYPE_CHECKING:
    from collections.abc import Sequence

MEMORY_BYTES = 1024 * MIB
OUTPUT_BYTES = 4 * MIB
ADVICE = "Install it with kata: pip install 'kata-runner[quality]'"


def needed(module: str, reason: str) -> None:
    """Raise ``ProgramMissing`` unless a package that brings a program is installed beside ours."""
    if find_spec(module) is None:
        raise ProgramMissing(f"{module} is not installed, and {reason} need it. {ADVICE}")


def run(argv: Sequence[str], *, folder: Path, stdin: str = "", seconds: float) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of ``python -I -m ...`` or of a program by its whole path.

    Args:
        argv: the command.
        folder: where it runs, which holds nothing but what it is to read.
        stdin: what it reads.
        seconds: how long it may take.

    Raises:
        Unfinished: it took too long, or printed too much.
    """
    environment = {"PATH": os.defpath, "HOME": str(folder), "LANG": "C.UTF-8", "NO_COLOR": "1"}
    with subprocess.Popen(
        list(argv),
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        _bound(process.pid)
        try:
            out, err = process.communicate(stdin.encode(), timeout=seconds)
        except BaseException as error:
            process.kill()
            if isinstance(error, subprocess.TimeoutExpired):
                raise Unfinished(f"{Path(argv[0]).name} took more than {seconds:g} seconds") from None
            raise
    if len(out) > OUTPUT_BYTES:
        raise Unfinished(f"{Path(argv[0]).name} found more than anybody can read")
    return process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")


def _bound(pid: int) -> None:
    """Limit its memory before it has read anything; where the system can't do that, its time is bounded alone."""
    if sys.platform == "linux":
        with contextlib.suppress(ProcessLookupError, PermissionError):  # it has ended, as its status will tell
            resource.prlimit(pid, resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
