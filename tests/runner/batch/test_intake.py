"""What was handed in, made into a submission; hostile archives are refused with a reason."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import tarfile
import tracemalloc
import zipfile
from pathlib import Path
from random import Random

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


def test_a_zip_that_is_encrypted_oddly_compressed_or_has_names_that_clash_is_refused(tmp_path: Path) -> None:
    locked = zipped(tmp_path / "locked.zip", {"two_sum.py": CODE})
    content = bytearray(locked.read_bytes())
    for place, offset in ((content.find(b"PK\x03\x04"), 6), (content.find(b"PK\x01\x02"), 8)):
        content[place + offset] |= 1
    locked.write_bytes(content)
    with pytest.raises(SubmissionInvalid, match="is encrypted"):
        read(locked)
    with zipfile.ZipFile(tmp_path / "odd.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("two_sum.py", CODE)
    with pytest.raises(SubmissionInvalid, match="compressed in an unusual way"):
        read(tmp_path / "odd.zip")
    for one, other in (("two_sum.py", "Two_Sum.py"), ("caf\u00e9.py", "cafe\u0301.py"), ("a/x.py", "A/y.py")):
        with pytest.raises(SubmissionInvalid, match="the same name to some systems"):
            read(zipped(tmp_path / "clash.zip", {one: CODE, other: CODE}))
        with pytest.raises(SubmissionInvalid, match="the same name to some systems"):
            read(tarred(tmp_path / "clash.tar", (one, CODE), (other, CODE)))


def test_a_zip_whose_list_alone_is_a_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    place = zipped(tmp_path / "list.zip", {"two_sum.py": CODE})
    content = bytearray(place.read_bytes())
    end = content.rfind(b"PK\x05\x06")
    content[end + 12 : end + 16] = (9 << 20).to_bytes(4, "little")
    place.write_bytes(content)
    with pytest.raises(SubmissionInvalid, match="too many entries"):
        read(place)


@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
def test_a_tar_whose_headers_are_a_bomb_is_refused_without_being_kept_in_memory(tmp_path: Path, mode: str) -> None:
    place = tmp_path / f"headers.tar.{mode[2:]}"
    with tarfile.open(place, mode) as archive:  # type: ignore[call-overload]
        name = tarfile.TarInfo("././@LongLink")
        name.type, name.size = tarfile.GNUTYPE_LONGNAME, 128 << 20
        archive.addfile(name, io.BytesIO(bytes(name.size)))
        archive.addfile(tarfile.TarInfo("two_sum.py"))
    assert place.stat().st_size < 1 << 20
    tracemalloc.start()
    try:
        with pytest.raises(SubmissionInvalid, match="unpacks to more than is accepted"):
            read(place)
        assert tracemalloc.get_traced_memory()[1] < 110 << 20
    finally:
        tracemalloc.stop()


def test_an_archive_in_an_archive_is_a_file_like_any_other(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"two_sum.py": CODE})
    with pytest.raises(SubmissionInvalid, match=r"two_sum\.py is missing from outer\.zip"):
        read(zipped(tmp_path / "outer.zip", {"inner.zip": inner.read_bytes()}))


def test_a_message_names_what_was_handed_in_and_no_folder_of_ours(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(SubmissionInvalid) as refused:
            read(zipped(tmp_path / "ada.zip", {"ada/other.py": CODE}))
        assert str(refused.value) == "two_sum.py is missing from ada.zip"


def test_what_became_a_link_a_pipe_or_another_name_of_a_file_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "real.py").write_bytes(CODE)
    (tmp_path / "link.py").symlink_to("real.py")
    (tmp_path / "hard.py").hardlink_to(tmp_path / "real.py")
    os.mkfifo(tmp_path / "pipe.py")
    for name, said in (("link.py", "is a link"), ("hard.py", "is a hard link"), ("pipe.py", "is not a regular file")):
        with pytest.raises(SubmissionInvalid, match=said):
            read(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "gone.py")


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.xz", "a.tar.bz2"])
def test_whatever_is_broken_in_an_archive_it_is_read_or_refused(tmp_path: Path, name: str) -> None:
    rng = Random(name)  # noqa: S311 - the same every time
    files = {f"folder/{number}/two_sum.py": CODE * number for number in range(5)} | {"two_sum.py": CODE}
    if name.endswith(".zip"):
        whole = zipped(tmp_path / name, files).read_bytes()
    else:
        mode = {"gz": "w:gz", "xz": "w:xz", "z2": "w:bz2"}.get(name[-2:], "w")
        whole = tarred(tmp_path / name, *files.items(), mode=mode).read_bytes()
    for _ in range(60):
        broken = bytearray(whole)
        for _ in range(rng.randint(1, 4)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        (tmp_path / name).write_bytes(broken[: rng.randint(1, len(broken))] if rng.random() < 0.2 else broken)
        with contextlib.suppress(SubmissionInvalid):
            read(tmp_path / name)
