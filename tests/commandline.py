"""Runs the real command line in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended: exit code and both outputs. A traceback is never shown to anybody."""

    code: int
    out: str
    err: str

    def __post_init__(self) -> None:
        assert "Traceback (most recent call last)" not in self.out + self.err, self.out + self.err


def environment(home: Path | str, changes: Mapping[str, str | None] = MappingProxyType({})) -> dict[str, str]:
    """The environment of a plain user, with changes; None takes a variable away."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KATA_", "PYTEST_")) and name not in {"NO_COLOR", "FORCE_COLOR"}
    }
    env |= {"PYTHONPATH": str(ROOT), "KATA_HOME": str(home), "COLUMNS": "80"}
    for name, value in changes.items():
        if value is None:
            env.pop(name, None)
        else:
            env[name] = value
    return env


def command(*words: str) -> list[str]:
    """The command line of ``kata`` with those words."""
    return [sys.executable, "-m", "runner", *words]


def kata(
    *words: str,
    home: Path | str,
    folder: Path | str,
    seconds: float = 120,
    env: Mapping[str, str | None] = MappingProxyType({}),
) -> Said:
    """Run ``kata`` with those words, in that folder, with changes to the environment."""
    done = subprocess.run(
        command(*words),
        cwd=folder,
        env=environment(home, env),
        capture_output=True,
        timeout=seconds,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())
