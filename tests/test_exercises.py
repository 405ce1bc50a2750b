"""Every exercise that is shipped is proven: reference, starter, empty files, mutants, cheats."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from runner.catalog import Catalog
from sandbox.backends.machine import locate
from sandbox.services import tools
from tests.commandline import kata
from tests.conftest import BACKENDS, need_language, need_service

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EXERCISES = sorted(Catalog.open().entries())
SAMPLE = ("algo-01", "git-01", "sql-01")
ON_DOCKER = ("api-01", "clean-02", "clean-05", "mysql-01", "net-01", "perf-02", "pg-01", "redis-01")
"""One for each of the other graders and servers, in the image that it has."""
EVERYWHERE = "KATA_PROVE"
"""Set to ``all``, every exercise is proven in every language on every backend under every seed: that takes hours."""


def proofs() -> Iterator[tuple[str, str, str]]:
    """Exercise, language, backend.

    What a backend holds does not hang on the exercise: so each is proven on the quickest that has the programs, in its
    first language and, in turn, one of the others; and one of each grader on all of them.
    """
    for number, exercise in enumerate(Catalog.open().load_all()[0]):
        first, *others = exercise.languages
        for language in exercise.languages:
            quickest = "bubblewrap" if is_here(exercise.services_for(language)) else "docker"
            in_turn = language == first or language == others[number % len(others)]
            for backend in BACKENDS:
                sampled = exercise.id in SAMPLE and (backend == "docker" or language == first)
                sampled |= exercise.id in ON_DOCKER and backend == "docker" and language == first
                if os.environ.get(EVERYWHERE) == "all" or sampled or (in_turn and backend == quickest):
                    yield exercise.id, language, backend


def is_here(services: Sequence[str]) -> bool:
    """Whether the programs of these services are on this machine, as they must be where there is no image."""
    return all(locate(tool, os.environ["PATH"]) is not None for tool in tools(services))


def test_the_first_nine_are_there() -> None:
    nine = {f"{kind}-0{number}" for kind in ("sql", "git", "algo") for number in (1, 2, 3)}
    assert nine <= set(EXERCISES)


@pytest.mark.parametrize(("exercise", "language", "backend"), list(proofs()))
def test_it_is_proven(exercise: str, language: str, backend: str, tmp_path: Path) -> None:
    need_language(language, backend)
    for service in Catalog.open().find(exercise).services_for(language):
        need_service(service, backend)
    options = ["--lang", language, "--sandbox", backend, "--format", "json"]
    if os.environ.get(EVERYWHERE) != "all":
        options.append("--quick")
    said = kata("verify", exercise, *options, home=tmp_path, folder=tmp_path, seconds=900)
    assert said.code == 0, said.out + said.err
    assert json.loads(said.out)
