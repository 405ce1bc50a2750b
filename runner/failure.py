"""Failures that the command line meets last: those of the packages below, and bugs of ours."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from runner import __version__
from runner.data_home import data_home

if TYPE_CHECKING:
    from pathlib import Path


def expected(error: Exception) -> str:
    """What to say of an error that a lower package raises by design; nothing for a bug."""
    from sandbox.errors import SandboxError

    if isinstance(error, SandboxError):
        return str(error)
    git_error = sys.modules.get("graders.git.errors")
    if git_error is not None and isinstance(error, git_error.GitError):
        return str(error)
    return ""


def saved_details(error: Exception) -> str:
    """Write a bug's details to a file and say where it is, or why there is none."""
    import platform
    import time
    import traceback

    name = f"crash-{time.strftime('%Y-%m-%d-%H%M%S')}-{os.getpid()}.txt"
    text = "\n".join(
        [
            f"kata {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"arguments: {sys.argv[1:]!r}",
            "",
            "".join(traceback.format_exception(error)),
        ]
    )
    try:
        return f"the details are in {_write(data_home() / 'crashes', name, text)}"
    except OSError as problem:
        return f"the details could not be saved: {problem.strerror}"


def _write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8", errors="backslashreplace")
    return file
