"""From what was handed in to a submission: a folder, a single file, an archive, or a Git bundle.

A bundle is for Git to read, which happens in a sandbox and takes a while. So it is read as a file first (``read``),
which is enough to know whether its result is known, and made into a repository when it is not (``opened``).
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from graders.errors import SubmissionInvalid
from runner.batch.archives import unpack
from runner.batch.bundles import unbundled
from runner.batch.layout import ARCHIVES
from runner.file_names import shown
from runner.submission import WHOLE_FOLDER, Submission
from runner.workspace import REPOSITORY, submission_folder
from sandbox.leftovers import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runner.batch.model import Handed
    from runner.manifest import Exercise

_BUNDLE = ".bundle"


def read(handed: Handed, exercise: Exercise) -> Submission:
    """Read what was handed in; a bundle as the one file that it is.

    Raises:
        SubmissionInvalid: it is not what the exercise asks for, or not safe to read.
        OSError: it is not there any more, or this machine cannot read it.
    """
    if handed.language and handed.language not in exercise.languages:
        raise SubmissionInvalid(f'{exercise.id} cannot be solved in "{shown(handed.language)}"')
    if handed.place.name.endswith(_BUNDLE) and not handed.place.is_dir():
        return _bundle(handed, exercise)
    with _as_folder(handed.place, exercise, handed.language) as folder:
        language = handed.language or _language_of(folder, exercise)
        try:
            return Submission.read(exercise, folder, language)
        except SubmissionInvalid as problem:
            if folder.is_relative_to(handed.place):
                raise
            # The folder is ours, called otherwise every time.
            raise SubmissionInvalid(str(problem).replace(str(folder), shown(handed.place.name))) from problem


def opened(submission: Submission, exercise: Exercise, *, sandbox: str) -> Submission:
    """What can be graded: the repository of a bundle, any other submission as it is.

    Raises:
        SubmissionInvalid: Git cannot read the bundle.
        NotOpened: there is no sandbox to try it in.
    """
    if tuple(submission.files) != (_BUNDLE,):
        return submission
    name = submission.source.name
    return unbundled(submission.files[_BUNDLE], name, exercise, submission.language, sandbox=sandbox)


def _bundle(handed: Handed, exercise: Exercise) -> Submission:
    if not exercise.kind.whole_folder:
        raise SubmissionInvalid(f"{shown(handed.place.name)} is a Git bundle, and {exercise.id} asks for files")
    with _file(handed.place) as file:
        content = _bounded(file, WHOLE_FOLDER.total_bytes, handed.place.name)
    language = handed.language or exercise.languages[0]
    return Submission(files={_BUNDLE: content}, language=language, source=handed.place)


def _language_of(folder: Path, exercise: Exercise) -> str:
    """The language whose files are there; the exercise's usual one where none is complete."""
    for language in exercise.languages:
        files = exercise.files[language]
        if files and all((folder / name).is_file() for name in files):
            return language
    return exercise.languages[0]


@contextlib.contextmanager
def _as_folder(place: Path, exercise: Exercise, language: str) -> Iterator[Path]:
    """The folder whose files are handed in: that itself, or one of ours that is removed afterwards."""
    if stat.S_ISDIR(place.lstat().st_mode):
        yield submission_folder(place, exercise)
        return
    with temporary_folder("intake") as folder, _file(place) as file:
        if place.name.endswith(ARCHIVES):
            unpack(file, place.name, folder)
            yield submission_folder(_inner(folder), exercise)
        else:
            target = folder / _single(place.name, exercise, language)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_bounded(file, WHOLE_FOLDER.file_bytes, place.name))
            yield folder


@contextlib.contextmanager
def _file(place: Path) -> Iterator[IO[bytes]]:
    """A regular file of one name, opened without following a link or waiting for anybody."""
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO}:
            raise SubmissionInvalid(f"{shown(place.name)} is a link or no file; put the file itself there") from error
        raise
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise SubmissionInvalid(f"{shown(place.name)} is not a regular file; replace it by one")
        if status.st_nlink > 1:
            raise SubmissionInvalid(
                f"{shown(place.name)} is a hard link: the same file has another name elsewhere;"
                " put a copy there instead"
            )
        yield file


def _bounded(file: IO[bytes], most: int, name: str) -> bytes:
    content = file.read(most + 1)
    if len(content) > most:
        raise SubmissionInvalid(f"{shown(name)} is too large")
    return content


def _single(name: str, exercise: Exercise, language: str) -> str:
    """The one file that an exercise asks for, which a file of a learner's name stands for."""
    suffix = PurePosixPath(name).suffix
    for each in (language,) if language else exercise.languages:
        files = exercise.files.get(each, ())
        if len(files) == 1 and PurePosixPath(files[0]).suffix == suffix:
            return files[0]
    raise SubmissionInvalid(
        f"{shown(name)} is a single file, and {exercise.id} asks for "
        + " or ".join(", ".join(files) or "a repository" for files in exercise.files.values())
    )


def _inner(folder: Path) -> Path:
    """The folder itself, or the only one in it: many programs put a folder around what they pack."""
    entries = list(folder.iterdir())
    if len(entries) == 1 and entries[0].is_dir() and entries[0].name not in {REPOSITORY, ".git"}:
        return entries[0]
    return folder
