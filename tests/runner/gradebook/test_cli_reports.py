"""Reports of real gradings, by the real commands: ``kata grade``, ``kata merge`` and ``kata check``."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.commandline import Said, kata
from tests.conftest import need

PACK = Path(__file__).parents[1] / "packs" / "mini"
RIGHT = (PACK / "algorithms/add-up/solution/bill.py").read_text()
WRONG = (PACK / "algorithms/add-up/mutants/counts-items/bill.py").read_text()
HOSTILE = """import sys
print("::set-output name=score::100\\n::error::pwned ]]> \\x1b[2J </script>")
def total(items):
    print("::stop-commands::x")
    raise ValueError("::error::pwned ]]> </script> \\x1b[2J " + "=1+1")
"""
GRADE = ("grade", "in", "--sandbox", "process", "--trust-submissions", "--exercises", str(PACK), "--jobs", "1")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    need("process")
    for learner, code in {"ada": RIGHT, "bo": WRONG, "=cy\n::error::x": HOSTILE, "ed": ""}.items():
        place = tmp_path / "in" / learner / "add-up"
        place.mkdir(parents=True)
        (place / "bill.py" if code else place / "notes.txt").write_text(code)
    (tmp_path / "in" / "ada" / "::set-env name=a::b\n::error::pwned").mkdir()
    return tmp_path


def no_commands(said: Said) -> None:
    for line in (said.out + said.err).splitlines():
        assert line.isprintable()
        assert not line.lstrip().startswith("::"), line


def test_one_run_writes_every_kind_of_report(desk: Path) -> None:
    files = ["csv=out/grades.csv", "jsonl=out/grades.jsonl", "junit=out/junit.xml", "summary=out/summary.md"]
    folders = ["gradescope=gs", "exercism=ex", "prairielearn=pl"]
    options = [word for report in files + folders for word in ("--report", report)]
    said = kata(*GRADE, *options, home=desk / "home", folder=desk)
    assert said.code == 0, said.err
    no_commands(said)
    assert sorted(path.name for path in (desk / "out").iterdir()) == [
        "grades.csv",
        "grades.jsonl",
        "junit.xml",
        "summary.md",
    ]
    for folder in ("gs", "ex", "pl"):
        made = {path.relative_to(desk / folder).as_posix() for path in (desk / folder).rglob("*.json")}
        assert made == {f"{who}/add-up/results.json" for who in ("ada", "bo", "ed", "%3Dcy%0A%3A%3Aerror%3A%3Ax")}
    assert json.loads((desk / "gs/ada/add-up/results.json").read_text())["score"] > 0
    assert json.loads((desk / "ex/bo/add-up/results.json").read_text())["status"] == "fail"
    assert json.loads((desk / "pl/ed/add-up/results.json").read_text())["gradable"] is False
    schema = json.loads(kata("schema", "graded", home=desk / "home", folder=desk).out)
    for line in (desk / "out/grades.jsonl").read_text().splitlines():
        jsonschema.Draft202012Validator(schema).validate(json.loads(line))
    merged = kata("merge", "kata-results.sqlite3", "--report", "csv=again.csv", home=desk / "home", folder=desk)
    assert merged.code == 0
    assert (desk / "again.csv").read_bytes() == (desk / "out/grades.csv").read_bytes()


def test_a_report_on_standard_output_is_alone_there(desk: Path) -> None:
    said = kata(*GRADE, "--report", "annotations=-", "--feedback", "names", home=desk / "home", folder=desk)
    assert said.code == 0, said.err
    lines = said.out.splitlines()
    assert {line.partition(" ")[0] for line in lines} == {"::error", "::warning"}
    assert "pwned ]]>" not in said.out
    assert "4 submissions of 4 learners" in said.err


@pytest.mark.parametrize(
    ("reports", "told"),
    [
        (["scv=x"], 'did you mean "csv=x"?'),
        (["csv"], "a format and a place: csv=FILE"),
        (["csv=x", "jsonl=x"], "two reports cannot be one file"),
        (["csv=in"], "csv needs a file, and this is a folder"),
        (["gradescope=file"], "gradescope needs a folder"),
        (["gradescope=-"], "gradescope needs a folder"),
        (["csv=file/deep/x.csv"], "csv cannot be written below a file"),
    ],
)
def test_a_report_that_cannot_be_is_told_before_anything_is_graded(desk: Path, reports: list[str], told: str) -> None:
    (desk / "file").write_text("")
    options = [word for report in reports for word in ("--report", report)]
    said = kata(*GRADE, *options, home=desk / "home", folder=desk)
    assert said.code == 2
    assert told in said.err
    assert not (desk / "kata-results.sqlite3").exists()


@pytest.mark.parametrize(
    ("name", "feedback"), [("gradescope", "score"), ("exercism", "full"), ("prairielearn", "names")]
)
def test_one_submission_is_printed_for_another_system_with_no_more_than_is_to_be_told(
    desk: Path, name: str, feedback: str
) -> None:
    place = desk / "in" / "bo" / "add-up"
    words = ("check", "add-up", "--submission", str(place), "--exercises", str(PACK), "--sandbox", "process")
    said = kata(*words, "--format", name, "--feedback", feedback, home=desk / "home", folder=desk)
    assert said.code == 1
    assert bool(json.loads(said.out)["tests"]) is (feedback != "score")
    assert ("expected" in said.out) is (feedback == "full")
