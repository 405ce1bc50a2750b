"""``kata submit`` makes one file that ``kata grade`` takes; ``kata regrade`` shows whose score moves, and why."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from runner.authoring.candidates import Role, candidates
from runner.catalog import Catalog
from runner.submission import Submission
from tests.conftest import need_language, needs_git
from tests.runner.batch.conftest import BAD, GOOD, Desk, same_but_for_times
from tests.runner.conftest import PACKS, Kata


def test_a_workspace_is_handed_in_as_one_file(desk: Desk, kata: Kata) -> None:
    assert kata("start", "add-up").code == 0
    workspace = kata.folder / "add-up"
    (workspace / "bill.py").write_text(GOOD)
    (workspace / "notes.txt").write_text("mine")
    desk.handed_in.mkdir()
    made = kata("submit", "--output", str(desk.handed_in / "ada.kata.zip"), folder=workspace)
    assert (made.code, "1 file, " in made.out) == (0, True), made
    with zipfile.ZipFile(desk.handed_in / "ada.kata.zip") as archive:
        assert archive.namelist() == ["bill.py"]
    first = (desk.handed_in / "ada.kata.zip").read_bytes()
    again = kata("submit", "--output", str(desk.handed_in / "ada.kata.zip"), folder=workspace)
    assert (again.code, "--force writes over it" in again.err) == (2, True)
    assert kata("submit", "--force", "--output", str(desk.handed_in / "ada.kata.zip"), folder=workspace).code == 0
    assert (desk.handed_in / "ada.kata.zip").read_bytes() == first, "the same submission is the same bytes"
    assert kata("submit", folder=workspace).code == 0
    assert (kata.folder / "add-up.kata.zip").read_bytes() == first
    (workspace / "bill.py").unlink()
    missing = kata("submit", "--force", folder=workspace)
    assert (missing.code, "bill.py is missing" in missing.err) == (2, True)
    assert desk.grade("--exercise", "add-up").code == 0
    assert desk.verdicts() == {"ada": "passed"}


@needs_git
def test_a_repository_is_graded_alike_as_a_folder_an_archive_and_what_submit_makes(desk: Desk, kata: Kata) -> None:
    need_language("git", "bubblewrap")
    reference, mutant = _repositories(desk.folder / "making")
    for name, repository in (("right", reference), ("wrong", mutant)):
        place = desk.handed_in / f"{name}-folder" / "git-01"
        shutil.copytree(repository, place)
        (desk.handed_in / f"{name}-submitted").mkdir()
        words = ("submit", "git-01", "--submission", str(repository), "--output")
        made = kata(*words, str(desk.handed_in / f"{name}-submitted" / "git-01.kata.zip"))
        assert made.code == 0, made
        packed = desk.handed_in / f"{name}-packed"
        packed.mkdir()
        shutil.make_archive(str(packed / "git-01"), "gztar", repository.parent, repository.name)
    assert desk.grade().code == 0
    reports = desk.reports()
    for name, verdict in (("right", "passed"), ("wrong", "failed")):
        folder = reports[f"{name}-folder", "git-01"]
        assert folder.verdict.value == verdict
        for way in ("submitted", "packed"):
            other = reports[f"{name}-{way}", "git-01"]
            assert same_but_for_times({(name, "git-01"): folder}, {(name, "git-01"): other}) == []


@needs_git
@pytest.mark.parametrize("backend", ["bubblewrap", "docker"])
def test_a_bundle_is_read_in_a_sandbox(desk: Desk, backend: str, home: Path) -> None:
    need_language("git", backend)
    reference, _ = _repositories(desk.folder / "making", "git-02")
    desk.handed_in.mkdir()
    for name in ("ada", "bo", "di"):
        subprocess.run(
            ["git", "-C", str(reference), "bundle", "create", "-q", str(desk.handed_in / f"{name}.bundle"), "--all"],
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
            check=True,
        )
    whole = (desk.handed_in / "bo.bundle").read_bytes()
    (desk.handed_in / "bo.bundle").write_bytes(whole[: len(whole) // 2])
    (desk.handed_in / "cy.bundle").write_text("#!/bin/sh\nkilled\n")
    (desk.handed_in / "ed.bundle").symlink_to(desk.handed_in / "ada.bundle")
    # A Git on PATH that would be noticed: the host's own must not touch a bundle.
    noticed, programs = desk.folder / "noticed", desk.folder / "bin"
    programs.mkdir()
    watching = f'case "$*" in *bundle*|clone*|*" clone "*) touch {noticed};; esac'
    (programs / "git").write_text(f'#!/bin/sh\n{watching}\nexec {shutil.which("git")} "$@"\n')
    (programs / "git").chmod(0o755)
    words = ("grade", "handed-in", "--exercise", "git-02", "--sandbox", backend)
    ended = desk.kata(*words, PATH=f"{programs}{os.pathsep}{os.environ['PATH']}")
    assert ended.code == 0, ended
    assert "ed.bundle: is a link" in ended.err
    assert not noticed.exists()
    verdicts = desk.verdicts()
    assert verdicts == {"ada": "passed", "bo": "invalid", "cy": "invalid", "di": "passed"}
    for name in ("bo", "cy"):
        message = desk.reports()[name, "git-02"].message
        assert message.startswith(f"{name}.bundle cannot be read as a Git bundle: ")
    first = desk.reports()
    assert desk.kata(*words).code == 0
    assert desk.reports() == first


def test_only_what_another_version_graded_is_graded_again_and_the_moves_are_shown(desk: Desk, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(PACKS / "mini", tmp_path / "mended"))
    desk.hand_in("ada", GOOD)
    desk.hand_in("bo", "def total(amounts):\n    return sum(amounts[:1]) + sum(amounts[1:2])\n")
    desk.hand_in("cy", BAD)
    desk.hand_in("di", "def turned(word):\n    return word[::-1]\n", exercise="turn-around", name="words.py")
    assert desk.grade(KATA_EXERCISES=str(pack)).code == 0
    regrade = ("regrade", "--changed", "--sandbox", "bubblewrap")
    nothing = desk.kata(*regrade, KATA_EXERCISES=str(pack))
    assert (nothing.code, "Nothing has changed" in nothing.out) == (0, True)
    tests = pack / "algorithms" / "add-up" / "tests" / "test_bill.py"
    tests.write_text(
        tests.read_text().replace("for _ in range(20)", "for _ in range(2)")
        + '\n\ndef test_a_bill_of_one() -> None:\n    """A bill of one."""\n    assert total([7]) == 7\n'
    )
    ended = desk.kata(*regrade, "--report", "csv=grades.csv", KATA_EXERCISES=str(pack))
    assert ended.code == 0, ended
    assert "grading 3 submissions again, to add-up" in ended.err
    assert "bo, add-up: 2/3 -> 4/4" in ended.out
    assert "Random bills: failed (0) before, passed (1) now" in ended.out
    assert "new check: A bill of one (1 of 1)" in ended.out
    assert "3 of 3 results moved." in ended.out
    assert "bo" in (desk.folder / "grades.csv").read_text()
    assert "Nothing has changed" in desk.kata(*regrade, KATA_EXERCISES=str(pack)).out
    assert desk.verdicts()["di"] == "passed"


def test_what_is_gone_keeps_its_result_and_is_told(desk: Desk, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(PACKS / "mini", tmp_path / "mended"))
    desk.hand_in("ada", GOOD)
    desk.hand_in("bo", BAD)
    assert desk.grade(KATA_EXERCISES=str(pack)).code == 0
    with (pack / "algorithms" / "add-up" / "tests" / "test_bill.py").open("a") as file:
        file.write("# mended\n")
    shutil.rmtree(desk.handed_in / "bo")
    ended = desk.kata("regrade", "--changed", "--sandbox", "bubblewrap", KATA_EXERCISES=str(pack))
    assert ended.code == 3
    assert "not there any more, so the old result of bo stays: handed-in/bo/add-up" in ended.out
    assert desk.verdicts() == {"ada": "passed", "bo": "failed"}


def test_regrade_says_what_it_needs(desk: Desk) -> None:
    unsaid = desk.kata("regrade")
    assert (unsaid.code, "--changed, or --exercise ID" in unsaid.err) == (2, True)
    nothing = desk.kata("regrade", "--changed")
    assert (nothing.code, "there is no such file of results" in nothing.err) == (3, True)


def _repositories(making: Path, exercise_id: str = "git-01") -> tuple[Path, Path]:
    """The reference of a Git exercise, and its first mutant."""
    making.mkdir()
    found: dict[Role, Path] = {}
    for candidate in candidates(Catalog.open().find(exercise_id), "git", making):
        if isinstance(candidate.submission, Submission):
            found.setdefault(candidate.role, candidate.submission.source)
    return found[Role.REFERENCE], found[Role.MUTANT]
