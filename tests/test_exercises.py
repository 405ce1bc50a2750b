"""Every exercise that is shipped is proven: reference, starter, empty files, mutants, cheats."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from runner.catalog import Catalog
from tests.commandline import kata
from tests.conftest import BACKENDS, need_language

if TYPE_CHECKING:
    from collections.abc import Iterator

EXERCISES = sorted(Catalog.open().entries())
SAMPLE = ("algo-01", "git-01", "sql-01")
EVERYWHERE = "KATA_PROVE"
"""Set to ``all``, every exercise is proven in every language on every backend under every seed: that takes hours."""


def proofs() -> Iterator[tuple[str, str, str]]:
    """Exercise, language, backend.

    What a backend holds does not hang on the exercise: so each is proven on the quickest, in its first language and,
    in turn, one of the others; and one of each grader on all of them.
    """
    for number, exercise in enumerate(Catalog.open().load_all()[0]):
        first, *others = exercise.languages
        for language in exercise.languages:
            in_turn = language == first or language == others[number % len(others)]
            for backend in BACKENDS:
                sampled = exercise.id in SAMPLE and (backend == "docker" or language == first)
                if os.environ.get(EVERYWHERE) == "all" or sampled or (in_turn and backend == "bubblewrap"):
                    yield exercise.id, language, backend


def test_the_first_nine_are_there() -> None:
    nine = {f"{kind}-0{number}" for kind in ("sql", "git", "algo") for number in (1, 2, 3)}
    assert nine <= set(EXERCISES)


@pytest.mark.parametrize(("exercise", "language", "backend"), list(proofs()))
def test_it_is_proven(exercise: str, language: str, backend: str, tmp_path: Path) -> None:
    need_language(language, backend)
    options = ["--lang", language, "--sandbox", backend, "--format", "json"]
    if os.environ.get(EVERYWHERE) != "all":
        options.append("--quick")
    said = kata("verify", exercise, *options, home=tmp_path, folder=tmp_path, seconds=900)
    assert said.code == 0, said.out + said.err
    assert json.loads(said.out)
