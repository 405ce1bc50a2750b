"""What the tests of the runner share: a user's data folder of their own, a small catalogue, and the real command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKS = Path(__file__).parent / "packs"
collect_ignore = [str(PACKS)]  # exercises: their tests are hidden ones, for kata to run


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a user who has done nothing yet."""
    folder = tmp_path_factory.mktemp("home") / "kata"
    monkeypatch.setenv("KATA_HOME", str(folder))
    for name in ("KATA_EXERCISES", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the small catalogue, to be broken."""
    return Path(shutil.copytree(PACKS / "mini", tmp_path / "mini"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kata:
    """The command as a user runs it, in a process of its own."""

    folder: Path

    def __call__(self, *arguments: str, folder: Path | None = None, typed: str = "", **variables: str) -> Ended:
        done = subprocess.run(
            [sys.executable, "-m", "runner", *arguments],
            cwd=folder or self.folder,
            input=typed,
            env=self.environment(**variables),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ended(code=done.returncode, out=done.stdout, err=done.stderr)

    def environment(self, **variables: str) -> dict[str, str]:
        """The surroundings it runs in, the small catalogue among them."""
        ours = {"PYTHONPATH": str(ROOT), "KATA_EXERCISES": str(PACKS / "mini"), "PYTHONIOENCODING": "utf-8"}
        return os.environ | ours | variables


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def kata(tmp_path: Path) -> Kata:
    """The command, in an empty folder."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return Kata(folder=folder)
