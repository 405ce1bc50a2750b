"""The process in which attacks are run one after the other, as a batch of submissions is graded.

    python -m tests.attacks.batch FOLDER

takes a JSON line ``{"attack": id, "sandbox": name}`` on standard input and answers with the trial as a JSON line on
standard output. It has loaded what grading takes and forks for each submission. ``Batch`` is its other end.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tests.attacks.attack import find
from tests.attacks.canaries import Canaries, adopt_orphans
from tests.attacks.leaks import shipped_line
from tests.attacks.trial import Trial, run

if TYPE_CHECKING:
    from tests.attacks.attack import Attack

ROOT = Path(__file__).parents[2]
REMOVAL_SECONDS = 60.0
LOADED = ("pytest", "graders.plugin", "graders.function", "graders.query", "graders.repository")


class BatchLost(Exception):
    """The process of a batch ended in the middle of it."""


class Batch:
    """A running batch. A context manager; what it made is removed at its end."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="attacks-"))
        temporary = self._folder / "tmp"
        temporary.mkdir()
        words = f"env{secrets.token_hex(12)}"
        env = {name: value for name, value in os.environ.items() if not name.startswith(("KATA_", "PYTEST_"))}
        env |= {"TMPDIR": str(temporary), "KATA_HOME": str(self._folder / "home"), "ATTACK_CANARY": words}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.attacks.batch", str(self._folder)],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(self, attack: Attack, sandbox: str) -> Trial:
        """Run an attack on a backend.

        Raises:
            BatchLost: its process is gone.
        """
        if self._process.stdin is None or self._process.stdout is None:
            raise BatchLost("it was never started")
        request = json.dumps({"attack": attack.id, "sandbox": sandbox})
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(request.encode() + b"\n")
            self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise BatchLost(f"the process of the batch ended with status {self._process.wait()} at {attack.id}")
        told = json.loads(answer)
        return Trial(**{**told, "problems": tuple(told["problems"])})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        shutil.rmtree(self._folder)


def serve(folder: Path) -> None:
    """Run what is asked for until nothing more is."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # nothing else may speak on it
    adopt_orphans()
    for module in LOADED:
        importlib.import_module(module)
    for number, line in enumerate(sys.stdin):
        asked: dict[str, Any] = json.loads(line)
        place = folder / f"trial-{number}"
        (place / "canary").mkdir(parents=True)
        words = f"file{secrets.token_hex(12)}"
        canaries = Canaries(place / "canary", Path(tempfile.gettempdir()), words)
        machine = (words, os.environ["ATTACK_CANARY"], shipped_line())
        trial = run(find(asked["attack"]), asked["sandbox"], place, canaries=canaries, machine=machine)
        answers.write(json.dumps(asdict(trial)) + "\n")
        answers.flush()
        _remove(place)


def _remove(place: Path) -> None:
    """Remove the folder of a trial; an attack that goes on changing it does so for a bounded time."""
    until = time.monotonic() + REMOVAL_SECONDS
    while place.exists():
        try:
            shutil.rmtree(place)
        except OSError:
            if time.monotonic() > until:
                raise


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
