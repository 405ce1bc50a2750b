"""Every exercise that is shipped is proven on every backend: reference, starter, empty files, mutants, cheats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from runner.catalog import Catalog
from tests.commandline import kata
from tests.conftest import BACKENDS, need_language

EXERCISES = sorted(Catalog.open().entries())
SOLVED = [
    (exercise.id, language, backend)
    for exercise in Catalog.open().load_all()[0]
    for language in exercise.languages
    for backend in BACKENDS
    if backend != "process" or language == exercise.languages[0]  # what a process holds does not hang on the language
]


def test_the_first_nine_are_there() -> None:
    nine = {f"{kind}-0{number}" for kind in ("sql", "git", "algo") for number in (1, 2, 3)}
    assert nine <= set(EXERCISES)


@pytest.mark.parametrize(("exercise", "language", "backend"), SOLVED)
def test_it_is_proven(exercise: str, language: str, backend: str, tmp_path: Path) -> None:
    need_language(language, backend)
    options = ("--lang", language, "--sandbox", backend, "--format", "json")
    said = kata("verify", exercise, *options, home=tmp_path, folder=tmp_path, seconds=600)
    assert said.code == 0, said.out + said.err
    assert json.loads(said.out)
