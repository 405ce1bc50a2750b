"""From what was handed in to a submission: a folder, a single file, an archive, or a Git bundle.

An archive is hostile. It is read entry by entry and written by us, regular files only, while names, sizes and
counts are checked; links and special files are refused, for to follow one is how most graders were broken into.
"""

from __future__ import annotations

import contextlib
import shutil
import stat
import subprocess
import tarfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from graders.errors import SubmissionInvalid
from runner import marker
from runner.batch.layout import ARCHIVES
from runner.file_names import check_name, shown
from runner.submission import WHOLE_FOLDER, Submission
from runner.workspace import REPOSITORY, submission_folder
from sandbox.leftovers import temporary_folder
from sandbox.spec import MIB

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runner.batch.model import Handed
    from runner.manifest import Exercise

_CHUNK = 1 << 18
_BUNDLE = ".bundle"
_GIT_SECONDS = 60
_SYSTEM_LEFTOVERS = ("__MACOSX/", ".DS_Store")


def read(handed: Handed, exercise: Exercise) -> Submission:
    """Read what was handed in.

    Raises:
        SubmissionInvalid: it is not what the exercise asks for, or not safe to read.
    """
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(_as_folder(handed.place, exercise, handed.language))
        language = handed.language or _language_of(folder, exercise)
        if language not in exercise.languages:
            raise SubmissionInvalid(f'{exercise.id} cannot be solved in "{shown(language)}"')
        return Submission.read(exercise, folder, language)


def _language_of(folder: Path, exercise: Exercise) -> str:
    """The language whose files are there; the exercise's usual one where none is complete."""
    for language in exercise.languages:
        files = exercise.files[language]
        if files and all((folder / name).is_file() for name in files):
            return language
    return exercise.languages[0]


@contextlib.contextmanager
def _as_folder(place: Path, exercise: Exercise, language: str) -> Iterator[Path]:
    if place.is_dir():
        yield submission_folder(place, exercise)
        return
    with temporary_folder("intake") as folder:
        if place.name.endswith(_BUNDLE):
            _unbundle(place, folder, exercise)
            yield folder
        elif place.name.endswith(ARCHIVES):
            unpack(place, folder)
            yield submission_folder(_inner(folder), exercise)
        else:
            _copy_single(place, folder, exercise, language)
            yield folder


def _copy_single(place: Path, folder: Path, exercise: Exercise, language: str) -> None:
    """A file of a learner's name stands for the one file that the exercise asks for."""
    suffix = place.suffix
    candidates = (language,) if language else exercise.languages
    for each in candidates:
        files = exercise.files.get(each, ())
        if len(files) == 1 and PurePosixPath(files[0]).suffix == suffix:
            target = folder / files[0]
            target.parent.mkdir(parents=True, exist_ok=True)
            with place.open("rb") as source, target.open("wb") as written:
                shutil.copyfileobj(_Counted(source, WHOLE_FOLDER.file_bytes, place.name), written, _CHUNK)
            return
    raise SubmissionInvalid(
        f"{shown(place.name)} is a single file, and {exercise.id} asks for "
        + " or ".join(", ".join(files) or "a repository" for files in exercise.files.values())
    )


def _inner(folder: Path) -> Path:
    """The folder itself, or the only one in it: many programs put a folder around what they pack."""
    entries = list(folder.iterdir())
    if len(entries) == 1 and entries[0].is_dir() and entries[0].name not in {REPOSITORY, ".git"}:
        return entries[0]
    return folder


# --- archives ---------------------------------------------------------------------------------------------


def unpack(archive: Path, folder: Path) -> None:
    """Write the regular files of a zip or tar archive into an empty folder.

    Raises:
        SubmissionInvalid: it is damaged, too large, or holds what is no regular file or folder.
    """
    budget = _Budget(archive.name)
    try:
        if archive.name.endswith(".zip"):
            _unzip(archive, folder, budget)
        else:
            _untar(archive, folder, budget)
    except (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise SubmissionInvalid(f"{shown(archive.name)} cannot be unpacked: {error}") from error
    except (OSError, ValueError) as error:
        raise SubmissionInvalid(f"{shown(archive.name)} cannot be unpacked: {error}") from error


def _unzip(archive: Path, folder: Path, budget: _Budget) -> None:
    with zipfile.ZipFile(archive) as packed:
        for entry in packed.infolist():
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if entry.is_dir():
                continue
            if kind not in {0, stat.S_IFREG}:
                raise budget.refuse(entry.filename, "is a link or a special file")
            if entry.flag_bits & 1:
                raise budget.refuse(entry.filename, "is encrypted")
            target = budget.target(folder, entry.filename)
            if target is not None:
                with packed.open(entry) as source:
                    budget.write(source, target, entry.filename)


def _untar(archive: Path, folder: Path, budget: _Budget) -> None:
    with tarfile.open(archive, "r|*") as packed:
        for entry in packed:
            if entry.isdir():
                continue
            if not entry.isreg() or entry.issparse():
                raise budget.refuse(entry.name, "is a link or a special file")
            target = budget.target(folder, entry.name)
            source = packed.extractfile(entry)
            if target is not None and source is not None:
                budget.write(source, target, entry.name)


class _Budget:
    """What one archive may still unpack to."""

    def __init__(self, archive: str) -> None:
        self._archive = archive
        self._files = WHOLE_FOLDER.files
        self._bytes = WHOLE_FOLDER.total_bytes

    def refuse(self, name: str, why: str) -> SubmissionInvalid:
        """The exception to raise about an entry."""
        return SubmissionInvalid(f"{shown(name)} in {shown(self._archive)} {why}; pack plain files only")

    def target(self, folder: Path, name: str) -> Path | None:
        """Where an entry goes; None for what a system left in the archive."""
        parts = PurePosixPath(name).parts
        if name.startswith(_SYSTEM_LEFTOVERS) or (parts and parts[-1] in _SYSTEM_LEFTOVERS):
            return None
        if not parts or name.startswith("/") or ".." in parts or "\\" in name or "\0" in name:
            raise self.refuse(name, "would be written outside of its folder")
        check_name("/".join(parts))
        if len(parts) > WHOLE_FOLDER.depth:
            raise self.refuse(name, "is nested too deep")
        self._files -= 1
        if self._files < 0:
            raise SubmissionInvalid(f"{shown(self._archive)} holds more than {WHOLE_FOLDER.files} files")
        return folder.joinpath(*parts)

    def write(self, source: IO[bytes], target: Path, name: str) -> None:
        """Write an entry, counting what comes out of it and not what it says."""
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            raise self.refuse(name, "is in it twice")
        left = min(self._bytes, WHOLE_FOLDER.file_bytes)
        with target.open("xb") as written:
            while chunk := source.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    limit = f"{WHOLE_FOLDER.total_bytes // MIB} MiB together, {WHOLE_FOLDER.file_bytes // MIB} MiB each"
                    raise SubmissionInvalid(f"{shown(self._archive)} unpacks to more than is accepted ({limit})")
                self._bytes -= len(chunk)
                written.write(chunk)


class _Counted:
    """A file that refuses to be longer than it may."""

    def __init__(self, source: IO[bytes], most: int, name: str) -> None:
        self._source = source
        self._left = most
        self._name = name

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        chunk = self._source.read(size)
        self._left -= len(chunk)
        if self._left < 0:
            raise SubmissionInvalid(f"{shown(self._name)} is too large")
        return chunk


# --- Git's bundles ----------------------------------------------------------------------------------------


def _unbundle(place: Path, folder: Path, exercise: Exercise) -> None:
    """A repository with a bundle's branches, made outside of any sandbox by a Git that reads no settings.

    ``git fetch`` from a bundle reads a pack and checks every object; nothing in a bundle is configuration.
    """
    from graders.git.trusted import environment

    if not exercise.kind.whole_folder:
        raise SubmissionInvalid(f"{shown(place.name)} is a Git bundle, and {exercise.id} asks for files")
    commands = (
        ["git", "-c", "fetch.fsckObjects=true", "clone", "--quiet", "--no-hardlinks", "--", str(place.absolute()), "."],
        ["git", "remote", "remove", "origin"],
    )
    for command in commands:
        try:
            done = subprocess.run(
                command, cwd=folder, env=environment(), capture_output=True, timeout=_GIT_SECONDS, check=False
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise SubmissionInvalid(f"{shown(place.name)} cannot be read as a Git bundle: {error}") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip()
            raise SubmissionInvalid(f"{shown(place.name)} cannot be read as a Git bundle: {said}")


__all__ = ["marker", "read", "unpack"]
