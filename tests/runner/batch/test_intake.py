"""What was handed in, made into a submission; hostile archives are refused with a reason."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from graders.errors import SubmissionInvalid
from runner.batch import intake
from runner.batch.model import Handed
from runner.catalog import Catalog
from runner.submission import Submission

CODE = b"def two_sum(amounts, total):\n    return None\n"


def read(place: Path, exercise: str = "algo-01", language: str = "") -> Submission:
    handed = Handed(learner="ada", exercise=exercise, language=language, place=place)
    return intake.read(handed, Catalog.open().find(exercise))


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def tarred(path: Path, *entries: tuple[str, bytes | str], mode: str = "w") -> Path:
    """Entries with bytes are files; with a text, links to it."""
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, content in entries:
            entry = tarfile.TarInfo(name)
            if isinstance(content, bytes):
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
            else:
                entry.type, entry.linkname = tarfile.SYMTYPE, content
                archive.addfile(entry)
    return path


def test_a_folder_and_a_single_file_are_read(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "two_sum.py").write_bytes(CODE)
    (tmp_path / "bo.py").write_bytes(CODE)
    assert read(tmp_path / "ada").files == {"two_sum.py": CODE}
    assert read(tmp_path / "bo.py").files == {"two_sum.py": CODE}


@pytest.mark.parametrize("folder", ["", "ada-main/"])
@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.xz", "a.tar.bz2"])
def test_archives_are_read_with_and_without_a_folder_around(tmp_path: Path, name: str, folder: str) -> None:
    if name.endswith(".zip"):
        place = zipped(tmp_path / name, {f"{folder}two_sum.py": CODE, "__MACOSX/._two_sum.py": b"x"})
    else:
        mode = {"gz": "w:gz", "xz": "w:xz", "z2": "w:bz2"}.get(name[-2:], "w")
        place = tarred(tmp_path / name, (f"{folder}two_sum.py", CODE), mode=mode)
    files = read(place).files
    assert files["two_sum.py"] == CODE


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([("two_sum.py", "/etc/passwd")], "is a link or a special file"),
        ([("../two_sum.py", CODE)], "outside of its folder"),
        ([("/two_sum.py", CODE)], "outside of its folder"),
        ([("a/../../two_sum.py", CODE)], "outside of its folder"),
        ([("a\\b.py", CODE)], "outside of its folder"),
        ([("two_sum.py", CODE), ("two_sum.py", CODE)], "is in it twice"),
        ([("two\n.py", CODE)], "characters that are not accepted"),
        ([("/".join("d" * 70) + "/x.py", CODE)], "nested too deep"),
        ([("a", CODE), ("a/two_sum.py", CODE)], "cannot be unpacked"),
    ],
)
def test_a_hostile_tar_is_refused_and_writes_nothing_elsewhere(
    tmp_path: Path, entries: list[tuple[str, bytes | str]], reason: str
) -> None:
    (tmp_path / "in").mkdir()
    place = tarred(tmp_path / "in" / "a.tar", *entries)
    with pytest.raises(SubmissionInvalid, match=reason):
        read(place)
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.tar"]


def test_a_zip_with_a_link_a_bomb_a_password_or_damage_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.zip"
    with zipfile.ZipFile(link, "w") as archive:
        entry = zipfile.ZipInfo("two_sum.py")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(SubmissionInvalid, match="is a link"):
        read(link)
    bomb = zipped(tmp_path / "bomb.zip", {"two_sum.py": bytes(200 << 20)})
    with pytest.raises(SubmissionInvalid, match="unpacks to more than is accepted"):
        read(bomb)
    many = zipped(tmp_path / "many.zip", {f"{number}.py": b"" for number in range(6_000)})
    with pytest.raises(SubmissionInvalid, match="more than 5000 files"):
        read(many)
    whole = zipped(tmp_path / "whole.zip", {"two_sum.py": CODE * 1000}).read_bytes()
    for damaged in (b"", b"PK", whole[: len(whole) // 2], whole[:40] + b"\xff" * 40 + whole[80:]):
        (tmp_path / "damaged.zip").write_bytes(damaged)
        with pytest.raises(SubmissionInvalid, match=r"damaged\.zip cannot be unpacked"):
            read(tmp_path / "damaged.zip")


def test_a_tar_bomb_and_devices_are_refused(tmp_path: Path) -> None:
    bomb = tarred(tmp_path / "bomb.tar.gz", ("two_sum.py", bytes(100 << 20)), mode="w:gz")
    with pytest.raises(SubmissionInvalid, match="unpacks to more than is accepted"):
        read(bomb)
    for kind in (tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.LNKTYPE):
        with tarfile.open(tmp_path / "special.tar", "w") as archive:
            entry = tarfile.TarInfo("two_sum.py")
            entry.type, entry.linkname = kind, "other"
            archive.addfile(entry)
        with pytest.raises(SubmissionInvalid, match="is a link or a special file"):
            read(tmp_path / "special.tar")


def test_a_single_file_of_another_kind_says_what_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "ada.txt").write_text("x")
    with pytest.raises(SubmissionInvalid, match=r"ada\.txt is a single file, and algo-01 asks for .*two_sum\.py"):
        read(tmp_path / "ada.txt")
    (tmp_path / "ada.py").write_bytes(b"#" * (17 << 20))
    with pytest.raises(SubmissionInvalid, match="too large"):
        read(tmp_path / "ada.py")


def test_a_language_that_the_layout_names_is_the_one(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "two_sum.py").write_bytes(CODE)
    assert read(tmp_path / "ada", language="python").language == "python"
    with pytest.raises(SubmissionInvalid, match='cannot be solved in "cobol"'):
        read(tmp_path / "ada", language="cobol")
