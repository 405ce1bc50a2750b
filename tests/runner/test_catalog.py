from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from runner import catalog, manifest
from runner.catalog import Catalog
from runner.errors import ManifestInvalid, UnknownExercise, UsageProblem


def test_a_pack_by_skill_is_searched(pack: Path) -> None:
    entries = Catalog([pack], builtin=None).entries()
    assert list(entries) == ["add-up", "turn-around"]
    assert entries["add-up"].skill == "algorithms"


def test_a_pack_may_hold_exercise_folders_directly(pack: Path) -> None:
    direct = Catalog([pack / "algorithms"], builtin=None)
    assert list(direct.entries()) == ["add-up", "turn-around"]
    assert direct.find("add-up").pack == pack / "algorithms"


def test_one_exercise_folder_is_a_pack(pack: Path) -> None:
    assert list(Catalog([pack / "algorithms" / "add-up"], builtin=None).entries()) == ["add-up"]


def test_the_first_pack_with_an_id_wins_over_later_ones_and_the_built_in(pack: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "add-up"
    shutil.copytree(pack / "algorithms" / "add-up", other)
    (other / "exercise.toml").write_text((other / "exercise.toml").read_text().replace("a bill", "another"))
    first = Catalog([other.parent, pack], builtin=None)
    assert first.find("add-up").title == "Add up another"
    assert Catalog([pack], builtin=other.parent).find("add-up").title == "Add up a bill"


def test_the_variable_names_packs_after_those_of_the_command_line(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path(shutil.copytree(pack / "algorithms", tmp_path / "other"))
    third = Path(shutil.copytree(pack / "algorithms", tmp_path / "third"))
    monkeypatch.setenv("KATA_EXERCISES", os.pathsep.join([str(other), "", str(third)]))
    assert Catalog.open([pack]).packs == (pack, other, third)


def test_built_in_exercises_are_found_and_belong_to_no_pack() -> None:
    entries = Catalog.open().entries()
    assert {"algo-01", "git-01"} <= set(entries)
    assert entries["git-01"].skill == "version_control"
    assert entries["git-01"].pack is None


def test_an_unknown_id_suggests_what_was_meant(pack: Path) -> None:
    with pytest.raises(UnknownExercise, match='no exercise "add-upp"; did you mean "add-up"\\?'):
        Catalog([pack], builtin=None).find("add-upp")


def test_an_unknown_id_like_no_other_suggests_nothing(pack: Path) -> None:
    with pytest.raises(UnknownExercise) as raised:
        Catalog([pack], builtin=None).find("zzzzz")
    assert raised.value.what == 'no exercise "zzzzz"'


def test_finding_one_exercise_opens_no_other_manifest(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    real = manifest.load

    def recording(folder: Path, **options: object) -> manifest.Exercise:
        opened.append(folder.name)
        return real(folder, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(catalog, "load", recording)
    Catalog([pack], builtin=None).find("turn-around")
    assert opened == ["turn-around"]


def test_a_broken_exercise_does_not_hide_the_others(pack: Path) -> None:
    (pack / "algorithms" / "add-up" / "exercise.toml").write_text("title = 5\n")
    exercises, problems = Catalog([pack], builtin=None).load_all()
    assert [exercise.id for exercise in exercises] == ["turn-around"]
    (problem,) = problems
    assert isinstance(problem, ManifestInvalid)
    assert "`title` must be a string" in str(problem)


def test_a_pack_that_is_not_there_is_told_with_who_named_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageProblem, match="--exercises names a folder that is not there"):
        Catalog.open([tmp_path / "nowhere"])
    monkeypatch.setenv("KATA_EXERCISES", str(tmp_path / "nowhere"))
    with pytest.raises(UsageProblem, match="KATA_EXERCISES names a folder that is not there"):
        Catalog.open()


def test_a_pack_without_exercises_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="--exercises names a folder without exercises"):
        Catalog.open([tmp_path])


def test_hidden_folders_and_caches_are_no_exercises(pack: Path) -> None:
    for name in (".hidden", "__pycache__"):
        shutil.copytree(pack / "algorithms" / "add-up", pack / "algorithms" / name)
    assert list(Catalog([pack], builtin=None).entries()) == ["add-up", "turn-around"]
