"""The command as people type it: a real process, its two streams and its exit code."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from runner.cli import SUMMARIES, overview
from runner.manifest import schema
from runner.report import report_schema
from tests.conftest import needs_git

if TYPE_CHECKING:
    from tests.runner.conftest import Kata

ROOT = Path(__file__).parents[2]
COMMANDS = (*SUMMARIES, "sandbox build", "sandbox list", "sandbox prune", "ci init")


# The overview, help and errors of the command line itself


def test_help_is_the_overview(kata: Kata) -> None:
    ended = kata("--help")
    assert (ended.code, ended.out, ended.err) == (0, overview(), "")


def test_without_a_command_the_overview_goes_to_stderr(kata: Kata) -> None:
    ended = kata()
    assert (ended.code, ended.out, ended.err) == (2, "", overview())


def test_the_version_is_told(kata: Kata) -> None:
    assert kata("--version").out == "kata 0.1.0\n"


def test_help_imports_nothing_of_weight() -> None:
    code = (
        "import sys; before = set(sys.modules); from runner.cli import main; main(['--help']);"
        "print(sorted(set(sys.modules) - before), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"click", "typing", "re", "dataclasses", "pathlib"}.isdisjoint(done.stderr.split("'"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(kata: Kata, name: str) -> None:
    ended = kata(*name.split(), "--help")
    assert ended.code == 0
    assert f"Usage: kata {name}" in ended.out
    assert "Examples:\n    kata " in ended.out or 'Examples:\n    eval "$(kata' in ended.out


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_overview_says_what_the_command_says(name: str) -> None:
    command = importlib.import_module(f"runner.commands.{name}").command
    assert command.name == name
    assert command.short_help == SUMMARIES[name]


def test_an_unknown_command_suggests_what_was_meant(kata: Kata) -> None:
    ended = kata("chekc")
    assert ended.code == 2
    assert ended.err == 'error: no command "chekc"; did you mean "check"?\n  `kata --help` shows all commands\n'


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["list", "--lvel", "easy"], "no option --lvel; did you mean --level?"),
        (["list", "--level", "eazy"], "Invalid value for '--level': 'eazy' is not one of"),
        (["start"], "Missing argument 'ID'"),
        (["check", "--seed", "x"], "Invalid value for '--seed': 'x' is not a valid integer range"),
        (["list", "--exercises", "nowhere"], "--exercises names a folder that is not there"),
        (["list", "--skill", "algoritms"], 'no skill "algoritms"; did you mean "algorithms"?'),
        (["start", "add-upp"], 'no exercise "add-upp"; did you mean "add-up"?'),
        (["start", "add-up", "--lang", "pyton"], 'add-up cannot be solved in "pyton"; did you mean "python"?'),
        (["check"], "no exercise is named, and this is no workspace"),
        (["check", "add-up"], "there is no workspace of add-up here"),
        (["check", "add-up", "--submission", "nowhere"], "there is no such folder to hand in"),
        (["reset", "add-up", "--yes"], "there is no workspace of add-up here"),
        (["verify", "add-upp"], 'no exercise "add-upp"; did you mean "add-up"?'),
        (["sandbox", "build", "bsae"], 'no image "bsae"; did you mean "base"?'),
        (["completion", "tcsh"], "Invalid value for 'bash|zsh|fish': 'tcsh' is not one of"),
    ],
)
def test_what_makes_no_sense_is_told_and_ends_with_2(kata: Kata, arguments: list[str], what: str) -> None:
    ended = kata(*arguments)
    assert ended.err.startswith(f"error: {what}"), ended.err
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) >= 2  # there is a next step, too


def test_a_broken_manifest_is_told_whole_and_ends_with_3(kata: Kata, pack: Path) -> None:
    file = pack / "algorithms" / "add-up" / "exercise.toml"
    file.write_text(file.read_text().replace('"easy"', '"esay"').replace("minutes = 5", "minutes = -5"))
    ended = kata("start", "add-up", "--exercises", str(pack))
    assert ended.code == 3
    assert ended.err.splitlines() == [
        'error: the exercise "add-up" has 2 problems',
        f'  {file}:4: `level` cannot be "esay"; did you mean "easy"?',
        f"  {file}:5: `minutes` is -5, but must be above zero and finite",
        "  mend it, then prove it with `kata verify add-up`",
    ]


def test_a_bug_of_ours_is_one_short_message_and_a_file(kata: Kata, home: Path) -> None:
    ended = run_with_a_bug(kata)
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr
    first, where, step = ended.stderr.splitlines()
    assert first == "error: this is a bug in kata (ZeroDivisionError)"
    assert step.strip() == "please report it with that file; KATA_DEBUG=1 shows the details here"
    file = Path(where.removeprefix("  the details are in "))
    assert file.parent == home / "crashes"
    assert "ZeroDivisionError: a bug" in file.read_text()


def test_a_bug_is_told_even_where_nothing_can_be_written(kata: Kata, home: Path) -> None:
    home.write_text("a file in the folder's place")
    assert "the details could not be saved" in run_with_a_bug(kata).stderr


def test_the_details_of_a_bug_are_shown_on_demand(kata: Kata) -> None:
    ended = run_with_a_bug(kata, KATA_DEBUG="1")
    assert "ZeroDivisionError: a bug" in ended.stderr
    assert "Traceback" in ended.stderr


def run_with_a_bug(kata: Kata, **variables: str) -> subprocess.CompletedProcess[str]:
    code = """
import sys
from runner import catalog, cli
def buggy(*_):
    raise ZeroDivisionError("a bug")
catalog.Catalog.open = buggy
sys.exit(cli.main(["list"]))
"""
    return subprocess.run(
        [sys.executable, "-c", code],
        env=kata.environment(**variables),
        cwd=kata.folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_reader_who_has_gone_is_no_error(kata: Kata) -> None:
    for arguments in (["--help"], ["list"], ["schema", "report"]):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(
            [sys.executable, "-m", "runner", *arguments],
            stdout=writer,
            stderr=subprocess.PIPE,
            env=kata.environment(),
            cwd=kata.folder,
            check=False,
        )
        os.close(writer)
        assert (done.returncode, done.stderr) == (141, b"")


# list, progress, next, schema


def test_list_shows_exercises_by_skill(kata: Kata) -> None:
    ended = kata("list", "--skill", "algorithms", "--level", "medium")
    assert ended.code == 0
    assert ended.out.splitlines()[0] == "algorithms"
    assert re.search(r"turn-around  Turn a word around +medium   10 min  python", ended.out)
    assert "add-up" not in ended.out


def test_list_as_json_is_json(kata: Kata) -> None:
    rows = json.loads(kata("list", "--format", "json").out)
    assert rows[0] == {
        "id": "add-up",
        "title": "Add up a bill",
        "skill": "algorithms",
        "level": "easy",
        "minutes": 5,
        "topics": ["loops"],
        "languages": ["python"],
        "services": [],
        "needs": "",
        "passed": False,
    }


def test_list_shows_the_others_when_one_is_broken(kata: Kata, pack: Path) -> None:
    (pack / "algorithms" / "add-up" / "exercise.toml").write_text("")
    ended = kata("list", KATA_EXERCISES=str(pack))
    assert ended.code == 3
    assert "turn-around" in ended.out
    assert 'error: the exercise "add-up" has 8 problems' in ended.err


def test_the_schemas_are_printed(kata: Kata) -> None:
    assert json.loads(kata("schema", "manifest").out) == schema()
    assert json.loads(kata("schema", "report").out) == report_schema()


def test_next_begins_with_the_easiest_and_progress_with_nothing(kata: Kata) -> None:
    assert kata("next", "--skill", "algorithms").out.startswith("add-up: Add up a bill\n")
    ended = kata("progress")
    assert ended.code == 0
    assert "passed in 0 attempts" in ended.out


# start and reset


def test_start_shows_the_task_and_says_what_to_type(kata: Kata) -> None:
    ended = kata("start", "add-up")
    assert (ended.code, ended.err) == (0, "")
    assert "Write `total(amounts)` in `bill.py`." in ended.out
    assert "    [1, 2]       3\n" in ended.out
    assert "  cd add-up\n  edit bill.py\n  kata check" in ended.out
    assert {path.name for path in (kata.folder / "add-up").iterdir()} == {"README.md", "bill.py", ".kata.json"}
    assert (kata.folder / "add-up" / "README.md").read_text().startswith("# Add up a bill\n")


def test_start_never_overwrites(kata: Kata) -> None:
    kata("start", "add-up")
    (kata.folder / "add-up" / "bill.py").write_text("mine")
    ended = kata("start", "add-up")
    assert ended.code == 2
    assert ended.err.startswith("error: add-up is already started there\n")
    assert (kata.folder / "add-up" / "bill.py").read_text() == "mine"


def test_start_in_a_folder_that_cannot_be_written(kata: Kata) -> None:
    (kata.folder / "file").touch()
    ended = kata("start", "add-up", "--dir", "file/inside")
    assert ended.code == 2
    assert ended.err.startswith("error: the workspace cannot be written: Not a directory\n")


@needs_git
def test_a_scenario_that_fails_is_told_and_leaves_nothing(kata: Kata, tmp_path: Path) -> None:
    exercise = tmp_path / "broken" / "git-01"
    shutil.copytree(ROOT / "exercises" / "version_control" / "git-01", exercise)
    (exercise / "starter" / "scenario.sh").write_text("echo about to fail; false\n")
    ended = kata("start", "git-01", "--exercises", str(exercise.parent))
    assert ended.code == 3
    assert ended.err.startswith("error: starter/scenario.sh stopped with exit status 1.")
    assert "about to fail" in ended.err
    assert list(kata.folder.iterdir()) == []


def test_without_git_a_git_exercise_says_what_to_install(kata: Kata, tmp_path: Path) -> None:
    ended = kata("start", "git-01", PATH=str(tmp_path))
    assert ended.code == 3
    assert ended.err.startswith("error: Git was not found on PATH.")
    assert list(kata.folder.iterdir()) == []


def test_reset_asks_and_keeps_a_backup(kata: Kata) -> None:
    kata("start", "add-up")
    work = kata.folder / "add-up" / "bill.py"
    work.write_text("mine")
    assert kata("reset", "add-up", typed="n\n").out.endswith("Nothing was done.\n")
    assert work.read_text() == "mine"
    unanswered = kata("reset", "add-up")
    assert unanswered.code == 2
    assert "--yes answers it" in unanswered.err
    ended = kata("reset", "add-up", typed="y\n")
    assert ended.code == 0
    assert "def total" in work.read_text()
    backup = Path(ended.out.splitlines()[-1].rpartition(" in ")[2])
    assert (backup / "bill.py").read_text() == "mine"


@needs_git
def test_reset_in_a_repository_leaves_the_shell_where_it_is(kata: Kata) -> None:
    kata("start", "git-01")
    repository = kata.folder / "git-01" / "repo"
    before = repository.stat().st_ino
    (repository / "mine.txt").write_text("mine")
    ended = kata("reset", "--yes", folder=repository)
    assert ended.code == 0
    assert repository.stat().st_ino == before
    assert not (repository / "mine.txt").exists()
    assert (repository / ".git").is_dir()
    assert next(kata.folder.glob("git-01/.kata-backups/*/repo/mine.txt")).read_text() == "mine"
    assert "You stand in that backup" not in ended.out


def test_reset_says_when_one_stands_in_the_backup_now(kata: Kata) -> None:
    kata("start", "add-up")
    (kata.folder / "add-up" / "sub").mkdir()
    ended = kata("reset", "--yes", folder=kata.folder / "add-up" / "sub")
    assert f"You stand in that backup now: go back with `cd {kata.folder / 'add-up'}`" in ended.out


def test_the_workspace_names_its_pack_but_only_a_known_pack_is_believed(kata: Kata, pack: Path) -> None:
    assert kata("start", "add-up", "--exercises", str(pack), KATA_EXERCISES="").code == 0
    workspace = kata.folder / "add-up"
    assert kata("hint", folder=workspace, KATA_EXERCISES="").code == 0
    stranger = pack.with_name("stranger")
    shutil.copytree(pack, stranger)
    marker = workspace / ".kata.json"
    marker.write_text(marker.read_text().replace(str(pack), str(stranger)))
    ended = kata("hint", folder=workspace, KATA_EXERCISES="")
    assert ended.code == 2
    assert "this workspace names a folder of exercises that you have not used yet" in ended.err
    assert kata("hint", "--exercises", str(stranger), folder=workspace, KATA_EXERCISES="").code == 0


# hint and solution


def test_hints_come_one_at_a_time(kata: Kata) -> None:
    assert "Hint 1 of 3: Where to look" in kata("hint", "add-up").out
    second = kata("hint", "add-up").out
    assert "Hint 2 of 3: What idea" in second
    assert "There is one more: kata hint add-up" in second
    third = kata("hint", "add-up").out
    assert "Hint 3 of 3: Nearly the answer" in third
    assert "    return sum(...)" in third
    assert "Hint 3 of 3" in kata("hint", "add-up").out


def test_all_hints_come_at_once_on_demand(kata: Kata) -> None:
    out = kata("hint", "add-up", "--all").out
    assert [f"Hint {number} of 3" in out for number in (1, 2, 3)] == [True, True, True]


def test_hints_come_without_a_store_too(kata: Kata, home: Path) -> None:
    home.write_text("a file in the folder's place")
    ended = kata("hint", "add-up")
    assert ended.code == 0
    assert "Hint 1 of 3" in ended.out
    assert ended.err.startswith("warning: ")


def test_the_solution_is_for_those_who_give_up_or_have_passed(kata: Kata) -> None:
    assert kata("solution", "add-up", typed="n\n").out.endswith("Nothing was done.\n")
    unanswered = kata("solution", "add-up")
    assert unanswered.code == 2
    assert "--give-up answers it" in unanswered.err
    assert "return sum(amounts)" in kata("solution", "add-up", "--give-up").out


# colours


def test_pipes_get_no_colours_unless_forced(kata: Kata) -> None:
    assert "\x1b[" not in kata("start", "add-up").out
    assert "\x1b[" in kata("start", "add-up", "--dir", "two", FORCE_COLOR="1").out
    assert "\x1b[" not in kata("start", "add-up", "--dir", "three", FORCE_COLOR="1", NO_COLOR="1").out
    assert "\x1b[1;31merror\x1b[0m" in kata("chekc", FORCE_COLOR="1").err


# completion


def test_shells_get_a_script(kata: Kata) -> None:
    for shell, word in (("bash", "complete -o"), ("zsh", "compdef"), ("fish", "complete --no-files")):
        ended = kata("completion", shell)
        assert ended.code == 0
        assert word in ended.out
        assert "_KATA_COMPLETE" in ended.out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("kata che", {"check"}),
        ("kata start add", {"add-up"}),
        ("kata check --sandbox b", {"bubblewrap"}),
        ("kata start --l", {"--lang"}),
    ],
)
def test_commands_options_and_ids_are_completed(kata: Kata, words: str, expected: set[str]) -> None:
    count = str(len(words.split()) - 1)
    ended = kata(_KATA_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=count)
    assert ended.code == 0
    assert {line.partition(",")[2] for line in ended.out.splitlines()} == expected


def test_completion_is_silent_where_the_catalogue_cannot_be_read(kata: Kata) -> None:
    ended = kata(_KATA_COMPLETE="bash_complete", COMP_WORDS="kata start add", COMP_CWORD="2", KATA_EXERCISES="/nowhere")
    assert (ended.out.strip(), ended.err) == ("", "")


# doctor


def test_doctor_says_what_works_and_what_is_missing(kata: Kata, tmp_path: Path) -> None:
    path = tmp_path / "bin"
    path.mkdir()
    python = path / "python3"
    python.symlink_to(sys.executable)
    ended = kata("doctor", PATH=str(path), DOCKER_HOST="unix:///nowhere/docker.sock")
    lines = {line[4:24].strip(): line for line in ended.out.splitlines() if not line.startswith("     ")}
    assert lines["Git"].startswith("-   Git                  not on PATH")
    assert lines["Sandbox docker"].startswith("-   Sandbox docker")
    assert lines["Sandbox bubblewrap"].startswith("-   Sandbox bubblewrap")
    assert "this is what checks take" in lines["Sandbox process"]
    assert "only the weakest works" in lines["Sandbox"]
    assert ended.code == 0


def test_the_reports_schema_is_a_schema(kata: Kata) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(kata("schema", "report").out))


# new and verify


def test_new_makes_an_exercise_that_can_be_started(kata: Kata) -> None:
    ended = kata("new", "my-01", "--grader", "function", "--dir", "my-pack")
    assert ended.code == 0
    assert "prove it: kata verify my-01 --exercises my-pack" in ended.out
    assert kata("start", "my-01", "--exercises", "my-pack").code == 0
    again = kata("new", "my-01", "--grader", "function", "--dir", "my-pack")
    assert again.code == 2
    assert again.err.startswith("error: there is something of that name already, and nothing is overwritten\n")


def test_verify_ends_with_1_when_something_is_not_proven(kata: Kata, pack: Path) -> None:
    (pack / "algorithms" / "add-up" / "prompt.md").unlink()
    ended = kata("verify", "add-up", KATA_EXERCISES=str(pack))
    assert ended.code == 1
    assert "prompt.md is missing" in ended.out
    report = json.loads(kata("verify", "add-up", "--format", "json", KATA_EXERCISES=str(pack)).out)
    assert report["proven"] is False
