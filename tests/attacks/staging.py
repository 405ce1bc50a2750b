"""Makes what a trial needs: the exercise with fresh secrets in it, and the folder that is handed in.

In the exercises of this folder ``@secret:name@`` and ``@number:name@`` stand for values that are drawn anew for every
trial, the same in the tests, the reference and the mutants. So no submission can know them, and where one of them is
seen, it was taken from the tests.
"""

from __future__ import annotations

import re
import runpy
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from runner.catalog import Catalog
from tests.attacks.attack import HERE

if TYPE_CHECKING:
    from runner.manifest import Exercise
    from tests.attacks.attack import Attack

EXERCISES = HERE / "exercises"
PLACE = re.compile(rb"@(secret|number):([a-z]+)@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """What is graded in a trial.

    Attributes:
        exercise: with its secrets in it.
        submission: the attack's folder.
        secrets: the values that no submission may see.
    """

    exercise: Exercise
    submission: Path
    secrets: tuple[str, ...]


def stage(attack: Attack, folder: Path) -> Staged:
    """Make an attack's exercise and submission below an empty folder."""
    submission = folder / "handed-in"
    given = attack.folder / "submission"
    if given.is_dir():
        shutil.copytree(given, submission, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        submission.mkdir()
    program = attack.folder / "make.py"
    if program.is_file():
        runpy.run_path(str(program))["make"](submission)
    exercise, drawn = with_secrets(attack.exercise, folder / "pack")
    return Staged(exercise=exercise, submission=submission, secrets=drawn)


def with_secrets(exercise_id: str, pack: Path) -> tuple[Exercise, tuple[str, ...]]:
    """An exercise by its id, and the secrets in it: of one of ours a copy in ``pack``, of a built-in one none."""
    found = next(EXERCISES.glob(f"*/{exercise_id}"), None)
    if found is None:
        return Catalog.open().find(exercise_id), ()
    target = pack / found.parent.name / found.name
    shutil.copytree(found, target, ignore=shutil.ignore_patterns("__pycache__"))
    drawn: dict[bytes, str] = {}

    def draw(match: re.Match[bytes]) -> bytes:
        return drawn.setdefault(match[0], _value(match[1])).encode()

    for file in sorted(target.rglob("*")):
        if file.is_file():
            file.write_bytes(PLACE.sub(draw, file.read_bytes()))
    return Catalog((pack,), builtin=None).find(exercise_id), tuple(drawn.values())


def _value(kind: bytes) -> str:
    return str(10**14 + secrets.randbelow(9 * 10**14)) if kind == b"number" else f"s{secrets.token_hex(12)}"
