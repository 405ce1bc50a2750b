"""What a whole ``kata check`` costs, for one exercise of each grader, against a bare pytest of the first of them.

The reference solution is checked, as a learner's would be: the process starts, the sandbox, the servers that the
exercise needs, every check runs. An exercise whose programs or image a backend lacks is left out, with the reason.
"""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.bare import lay_out
from benchmarks.runs import Command, line, measure, usable
from runner.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

EXERCISES: Mapping[str, str] = {
    "function": "algo-01",
    "query, SQLite": "sql-01",
    "query, PostgreSQL": "pg-01",
    "query, MySQL": "mysql-01",
    "repository": "git-01",
    "service": "api-01",
    "document, nginx": "net-01",
    "document, OpenAPI": "api-10",
    "quality": "clean-02",
    "test_suite": "clean-05",
    "growth": "perf-02",
}
BASE = "algo-01"
SAID_CHARACTERS = 160


def report(folder: Path, backends: Sequence[str], runs: int) -> None:
    """Print a row for each grader and backend, and the bare pytest above them."""
    bare, _ = lay_out(BASE, folder / "bare-pytest")
    plain = Command(f"python -m pytest, {BASE}", bare.argv, bare.folder, bare.env)
    walls = [name for name in backends if name != "process"]
    checks = [command for each in EXERCISES.items() for command in _usable(*each, folder, walls)]
    print(f"\nWhole process, one exercise of each grader, reference solution, {runs} interleaved runs")
    base, *checked = measure([plain, *checks], runs=runs)
    print(line(plain.name, base, base, None))
    for command, result in zip(checks, checked, strict=True):
        print(line(command.name, result, base, None))


def _usable(grader: str, exercise_id: str, folder: Path, backends: Sequence[str]) -> Iterator[Command]:
    """The checks of one exercise that work here, each tried once."""
    workspace = _reference(exercise_id, folder / exercise_id)
    for backend in backends:
        words = ("kata", "check", exercise_id, "--submission", str(workspace), "--sandbox", backend, "--seed", "1")
        home = {"KATA_HOME": str(folder / "home")}
        command = Command(f"{grader} ({exercise_id}), {backend}", words, folder, home)
        program = str(Path(sys.executable).parent / words[0])
        env = {**os.environ, **home}
        tried = subprocess.run([program, *words[1:]], env=env, capture_output=True, text=True, check=False)
        if tried.returncode == 0:
            yield command
        else:
            said = (tried.stderr or tried.stdout).strip().splitlines() or ["nothing was said"]
            print(f"{command.name}: left out, {said[0][:SAID_CHARACTERS]}")


def _reference(exercise_id: str, folder: Path) -> Path:
    """The reference solution in a folder of its own, as a learner would hand it in."""
    exercise = Catalog.open().find(exercise_id)
    language = exercise.languages[0]
    scenario = exercise.kind.scenario
    if scenario is not None:
        folder.mkdir(parents=True)
        importlib.import_module(scenario).make_solution(exercise.path, language, None, folder)
    else:
        shutil.copytree(exercise.solution_dir(language), folder)
    return folder


def main() -> None:
    """Measure and print this table alone."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.graders", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default: 5)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        report(Path(folder), usable(), options.runs)


if __name__ == "__main__":
    main()
