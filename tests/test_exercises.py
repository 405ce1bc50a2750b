"""Every exercise that is shipped is proven on every backend: reference, starter, empty files, mutants, cheats."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from runner.catalog import Catalog
from tests.commandline import kata

EXERCISES = sorted(Catalog.open().entries())


def test_the_first_nine_are_there() -> None:
    nine = {f"{kind}-0{number}" for kind in ("sql", "git", "algo") for number in (1, 2, 3)}
    assert nine <= set(EXERCISES)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_it_is_proven(exercise: str, backend_name: str, tmp_path: Path) -> None:
    if exercise.startswith("git-") and shutil.which("git") is None:
        pytest.skip("git is not installed")
    said = kata(
        "verify", exercise, "--sandbox", backend_name, "--format", "json", home=tmp_path, folder=tmp_path, seconds=600
    )
    assert said.code == 0, said.out + said.err
    assert json.loads(said.out)
