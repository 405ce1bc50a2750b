"""The table ``[serve]``: how a server that is handed in is started, and what an author is told of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.http.spec import START_SECONDS
from runner.authoring.new import new
from runner.errors import ManifestInvalid
from runner.manifest import load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An exercise whose solution is a server."""
    return new("demo", grader="service", pack=tmp_path).folder


def with_table(folder: Path, table: str) -> Path:
    file = folder / "exercise.toml"
    text = file.read_text()
    file.write_text(text.replace("\n[[mutants]]", f"\n[serve]\n{table}\n\n[[mutants]]", 1))
    return folder


def problem_of(folder: Path) -> str:
    with pytest.raises(ManifestInvalid) as raised:
        load(folder)
    (problem,) = raised.value.problems
    return problem.partition(": ")[2]


def test_without_a_table_the_first_file_is_run(folder: Path) -> None:
    exercise = load(folder)
    assert exercise.serve is not None
    spec = exercise.serve.spec("python", ("server.py", "store.py"))
    assert spec.command == ("{python}", "server.py")
    assert (spec.port, spec.env, spec.seconds) == (None, {}, START_SECONDS)
    assert exercise.serve.spec("javascript", ("server.js",)).command == ("node", "server.js")


def test_a_table_says_how_it_is_started(folder: Path) -> None:
    table = 'command = {python = ["{python}", "-m", "shop"]}\nport = 8080\nenv = {A = "b"}\nseconds = 3'
    exercise = load(with_table(folder, table))
    assert exercise.serve is not None
    spec = exercise.serve.spec("python", ("server.py",))
    assert spec.command == ("{python}", "-m", "shop")
    assert (spec.port, spec.env, spec.seconds) == (8080, {"A": "b"}, 3.0)


def test_a_command_of_no_language_is_told(folder: Path) -> None:
    told = problem_of(with_table(folder, 'command = {ruby = ["ruby", "server.rb"]}'))
    assert told == "`serve.command.ruby` is of no language in `languages`"


def test_a_table_where_nothing_is_served_is_told(tmp_path: Path) -> None:
    folder = with_table(new("demo", grader="function", pack=tmp_path).folder, "seconds = 3")
    assert problem_of(folder) == 'the grader "function" starts no server; `serve` is for "service"'
