"""Every exercise that is shipped is proven on every backend: reference, starter, empty files, mutants, cheats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from runner.catalog import Catalog
from tests.commandline import kata
from tests.conftest import need_language

EXERCISES = sorted(Catalog.open().entries())
SOLVED = [(exercise.id, language) for exercise in Catalog.open().load_all()[0] for language in exercise.languages]


def test_the_first_nine_are_there() -> None:
    nine = {f"{kind}-0{number}" for kind in ("sql", "git", "algo") for number in (1, 2, 3)}
    assert nine <= set(EXERCISES)


@pytest.mark.parametrize(("exercise", "language"), SOLVED)
def test_it_is_proven(exercise: str, language: str, backend_name: str, tmp_path: Path) -> None:
    need_language(language, backend_name)
    options = ("--lang", language, "--sandbox", backend_name, "--format", "json")
    said = kata("verify", exercise, *options, home=tmp_path, folder=tmp_path, seconds=600)
    assert said.code == 0, said.out + said.err
    assert json.loads(said.out)
