"""Git as we run it ourselves: no configuration but ours, no network, no prompts, a time limit.

Only what is known to be safe to read is given to it: a clone that we made, or a folder that an exercise's
author made.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.git.errors import GitMissing, GitTooSlow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ISOLATION: Mapping[str, str] = MappingProxyType(
    {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "XDG_CONFIG_HOME": os.devnull,  # where ignore rules and attributes are looked for without a setting
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_ALLOW_PROTOCOL": "",  # none: nothing is ever fetched, cloned or pushed
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "GIT_PAGER": "cat",
        "GIT_ALLOC_LIMIT": "512m",
        "LC_ALL": "C",
    }
)
"""Environment variables under which Git reads no configuration but a repository's own, and starts nothing."""

SECONDS = 60.0
"""A clone is limited in size before Git sees it, so nothing that we run comes near this."""


def environment() -> dict[str, str]:
    """Our own environment without any ``GIT_`` variable of it, isolated."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, **ISOLATION}


@contextmanager
def isolated() -> Iterator[None]:
    """Isolate this process, and so every Git that GitPython starts from it, until the block ends.

    GitPython hands on ``os.environ`` and can add variables to it but take none away, and a ``GIT_DIR`` that was
    inherited (from a hook that runs us, say) would point it at another repository.
    """
    ours = {name: value for name, value in os.environ.items() if name.startswith("GIT_") or name in ISOLATION}
    for name in ours:
        if not name.startswith("GIT_PYTHON_"):
            del os.environ[name]
    os.environ.update(ISOLATION)
    try:
        yield
    finally:
        for name in ISOLATION:
            os.environ.pop(name, None)
        os.environ.update(ours)


def git(
    *arguments: str, directory: Path, stdin: bytes = b"", extra: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run Git on a repository of ours.

    Args:
        arguments: the command and its arguments.
        directory: the repository itself (what ``GIT_DIR`` means).
        stdin: what it reads.
        extra: more environment variables.

    Raises:
        GitMissing: there is no Git.
        GitTooSlow: it took longer than ``SECONDS``.
    """
    try:
        return subprocess.run(
            ["git", *arguments],
            input=stdin,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            cwd=directory,
            env=environment() | {"GIT_DIR": str(directory)} | dict(extra or {}),
        )
    except FileNotFoundError:
        raise GitMissing from None
    except subprocess.TimeoutExpired:
        raise GitTooSlow(f"`git {arguments[0]}` did not end within {SECONDS:g} seconds.") from None
