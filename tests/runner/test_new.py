"""``kata new``: what it writes is whole, is proven as it is, and takes nobody's place."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from runner.authoring import table
from runner.authoring.new import TEMPLATES, graders, new
from runner.authoring.verify import verify_exercise
from runner.errors import UsageProblem
from runner.kinds import KINDS
from runner.manifest import load
from tests.conftest import GIT


def test_every_grader_has_a_template() -> None:
    assert set(graders()) == set(KINDS)


@pytest.mark.parametrize("grader", sorted(KINDS))
def test_a_new_exercise_is_proven_as_it_is(grader: str, tmp_path: Path) -> None:
    if grader == "repository" and GIT is None:
        pytest.skip("git is not installed")
    made = new("demo", grader=grader, skill="clean_code", pack=tmp_path / "pack")
    assert made.folder == tmp_path / "pack" / "clean_code" / "demo"
    exercise = load(made.folder, skill="clean_code")
    proof = verify_exercise(exercise, exercise.languages[0], sandbox="process")
    assert proof.problems == (), table.rows(proof)
    assert len(proof.runs) > len(exercise.mutants)


@pytest.mark.parametrize("grader", sorted(KINDS))
def test_it_says_which_files_it_wrote_and_leaves_nothing_unfilled(grader: str, tmp_path: Path) -> None:
    made = new("demo", grader=grader, pack=tmp_path)
    written = {path.relative_to(made.folder) for path in made.folder.rglob("*") if path.is_file()}
    assert set(made.files) == written
    assert {Path("exercise.toml"), Path("prompt.md"), Path("hints.md")} <= written
    for path in written:
        text = (made.folder / path).read_text(encoding="utf-8")
        assert text.endswith("\n")
        assert not {"<?", "?>", "<%", "%>"} & {text[place : place + 2] for place in range(len(text))}


def test_without_a_skill_it_stands_in_the_pack_itself_and_has_the_usual_one(tmp_path: Path) -> None:
    folder = new("demo", grader="query", pack=tmp_path).folder
    assert folder == tmp_path / "demo"
    assert tomllib.loads((folder / "exercise.toml").read_text(encoding="utf-8"))["skill"] == "databases"


def test_the_next_steps_name_the_folder_and_the_proof(tmp_path: Path) -> None:
    steps = "\n".join(new("demo", grader="function", pack=tmp_path).next_steps)
    assert str(tmp_path / "demo" / "prompt.md") in steps
    assert f"kata verify demo --exercises {tmp_path}" in steps


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    mine = tmp_path / "demo"
    mine.mkdir()
    (mine / "prompt.md").write_text("mine\n", encoding="utf-8")
    with pytest.raises(UsageProblem, match="nothing is overwritten"):
        new("demo", grader="function", pack=tmp_path)
    assert [path.name for path in mine.iterdir()] == ["prompt.md"]
    assert (mine / "prompt.md").read_text(encoding="utf-8") == "mine\n"


@pytest.mark.parametrize(
    ("exercise_id", "grader", "skill", "said"),
    [
        ("Demo", "function", None, 'the id "Demo" is not allowed'),
        ("../demo", "function", None, "is not allowed"),
        ("", "function", None, "is not allowed"),
        ("demo", "function", "../up", 'the skill "../up" is not allowed'),
        ("demo", "functoin", None, 'did you mean "function"?'),
        ("demo", "..", None, 'no grader ".."'),
    ],
)
def test_a_name_that_cannot_be_is_refused_before_anything_is_written(
    exercise_id: str, grader: str, skill: str | None, said: str, tmp_path: Path
) -> None:
    pack = tmp_path / "pack"
    with pytest.raises(UsageProblem) as refused:
        new(exercise_id, grader=grader, skill=skill, pack=pack)
    assert said in str(refused.value)
    assert not pack.exists()


def test_half_an_exercise_is_taken_away_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("runner.manifest.load", stop)
    with pytest.raises(KeyboardInterrupt):
        new("demo", grader="function", pack=tmp_path)
    assert not (tmp_path / "demo").exists()


def test_templates_are_named_as_such() -> None:
    files = [path for path in TEMPLATES.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if path.suffix != ".j2"] == []
