"""What a learner hands in: an allow-listed set of regular files, read without following a link.

Taken are the files that the manifest names and, beside them, other files of the same language, so that a
solution may be split into modules. Of a repository everything is taken, ``.git`` too. Caches, hidden files,
configuration of test runners and our own marker stay behind. The folder is hostile: every step down is an
``openat`` relative to an open folder with ``O_NOFOLLOW``, types are checked on the open descriptor, and all
that is read is counted.
"""

from __future__ import annotations

import contextlib
import os
import stat
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import SubmissionInvalid
from sandbox.spec import KIB, MIB

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from runner.manifest import Exercise

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
"""A FIFO opened without ``O_NONBLOCK`` would wait for its writer for ever."""
_LEFT_OUT = frozenset({"__pycache__", "node_modules", "venv", "env", "site-packages", "dist", "build", "target"})
_CONFIGURATION = frozenset({"conftest.py", "setup.py", "noxfile.py"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much a submission may hold."""

    files: int
    total_bytes: int
    file_bytes: int
    depth: int
    entries: int
    """Names looked at, taken or not."""


SMALL = Size(files=200, total_bytes=4 * MIB, file_bytes=1 * MIB, depth=16, entries=20_000)
WHOLE_FOLDER = Size(files=5_000, total_bytes=48 * MIB, file_bytes=16 * MIB, depth=64, entries=20_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The files handed in, by their relative names, and where they came from."""

    files: Mapping[str, bytes]
    language: str
    source: Path

    @classmethod
    def read(cls, exercise: Exercise, folder: Path, language: str, *, size: Size | None = None) -> Submission:
        """Read a folder for an exercise.

        Raises:
            SubmissionInvalid: a file is missing, is not a regular file, cannot be read, or there is too much.
        """
        kind = exercise.kind
        reader = _Reader(folder, size or (WHOLE_FOLDER if kind.whole_folder else SMALL))
        with reader.opened() as root:
            if kind.whole_folder:
                reader.take_all(root)
            else:
                for name in exercise.files[language]:
                    reader.take(root, name)
                reader.take_modules(root, kind.suffixes[language])
        return cls(files=MappingProxyType(reader.files), language=language, source=folder)


class _Reader:
    """One walk through one folder, counting what it takes."""

    def __init__(self, folder: Path, size: Size) -> None:
        self.files: dict[str, bytes] = {}
        self._folder = folder
        self._size = size
        self._bytes_left = size.total_bytes
        self._entries_left = size.entries

    @contextlib.contextmanager
    def opened(self) -> Iterator[int]:
        """The folder itself; a link to it is followed, for a person named it."""
        try:
            descriptor = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise SubmissionInvalid(f"the folder {self._folder} cannot be read: {error.strerror}") from error
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def take(self, root: int, name: str) -> None:
        """Take a file that is handed in by name; it must be there."""
        *folders, last = name.split("/")
        with contextlib.ExitStack() as stack:
            parent = root
            done = ""
            for part in folders:
                done += f"{part}/"
                parent = stack.enter_context(self._subfolder(parent, part, done))
            self._read(parent, last, name)

    def take_modules(self, root: int, suffixes: tuple[str, ...]) -> None:
        """Take the other files of the language."""
        for parent, name, shown in self._walk(root, ""):
            if name.endswith(suffixes) and name not in _CONFIGURATION and shown not in self.files:
                self._read(parent, name, shown)

    def take_all(self, root: int) -> None:
        """Take every regular file of a repository."""
        with contextlib.suppress(FileNotFoundError):
            if not stat.S_ISDIR(os.stat(".git", dir_fd=root, follow_symlinks=False).st_mode):
                raise SubmissionInvalid(
                    f".git in {self._folder} is not a folder of its own but points elsewhere (a linked worktree"
                    " or a submodule?); hand in a plain clone"
                )
        for parent, name, shown in self._walk(root, "", hidden=True):
            self._read(parent, name, shown)

    def _walk(self, parent: int, prefix: str, *, hidden: bool = False) -> Iterator[tuple[int, str, str]]:
        """Regular files below a folder: the open folder each is in, its name there, its whole name."""
        if prefix.count("/") > self._size.depth:
            raise SubmissionInvalid(f"{_shown(prefix)} is nested deeper than {self._size.depth} folders")
        with os.scandir(parent) as entries:
            found = sorted((entry.name, _type(entry)) for entry in self._counted(entries))
        for name, kind in found:
            whole = prefix + name
            if kind == "file" and (hidden or not name.startswith(".")):
                yield parent, name, whole
            elif kind == "folder" and (hidden or not self._is_left_out(parent, name)):
                with self._subfolder(parent, name, f"{whole}/") as below:
                    yield from self._walk(below, f"{whole}/", hidden=hidden)

    def _counted(self, entries: Iterator[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
        for entry in entries:
            self._entries_left -= 1
            if self._entries_left < 0:
                raise SubmissionInvalid(
                    f"{self._folder} holds more than {self._size.entries} files and folders;"
                    " is it the folder of this exercise?"
                )
            yield entry

    def _is_left_out(self, parent: int, name: str) -> bool:
        if name.startswith(".") or name in _LEFT_OUT:
            return True
        with contextlib.suppress(OSError):  # the mark of a virtual environment, whatever it is called
            os.stat(f"{name}/pyvenv.cfg", dir_fd=parent, follow_symlinks=False)
            return True
        return False

    @contextlib.contextmanager
    def _subfolder(self, parent: int, name: str, shown: str) -> Iterator[int]:
        try:
            descriptor = os.open(name, _FOLDER, dir_fd=parent)
        except OSError as error:
            raise self._refused(parent, name, shown, error) from error
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _read(self, parent: int, name: str, shown: str) -> None:
        _check_name(shown)
        if len(self.files) >= self._size.files:
            raise SubmissionInvalid(f"{self._folder} has more than {self._size.files} files to hand in")
        try:
            descriptor = os.open(name, _FILE, dir_fd=parent)
        except OSError as error:
            raise self._refused(parent, name, shown, error) from error
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise SubmissionInvalid(f"{shown} in {self._folder} is not a regular file; replace it by one")
            content = self._bytes(descriptor, shown)
        finally:
            os.close(descriptor)
        self._bytes_left -= len(content)
        self.files[shown] = content

    def _bytes(self, descriptor: int, shown: str) -> bytes:
        """The file, as far as it may go: one that grows while it is read, or never ends, is not waited for."""
        allowed = min(self._size.file_bytes, self._bytes_left)
        chunks: list[bytes] = []
        while allowed >= 0:
            chunk = os.read(descriptor, min(256 * KIB, allowed + 1))
            if not chunk:
                return b"".join(chunks)
            chunks.append(chunk)
            allowed -= len(chunk)
        if self._bytes_left < self._size.file_bytes:
            limit = f"the files of {self._folder} are together"
            raise SubmissionInvalid(f"{limit} larger than {self._size.total_bytes // KIB} KiB")
        raise SubmissionInvalid(f"{shown} in {self._folder} is larger than {self._size.file_bytes // KIB} KiB")

    def _refused(self, parent: int, name: str, shown: str, error: OSError) -> SubmissionInvalid:
        """Why a file or folder could not be opened, in a learner's words."""
        shown = _shown(shown)
        if isinstance(error, FileNotFoundError):
            return SubmissionInvalid(
                f"{shown} is missing from {self._folder}; `kata reset` brings the starter back and keeps your files"
            )
        with contextlib.suppress(OSError):
            if stat.S_ISLNK(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode):
                return SubmissionInvalid(
                    f"{shown} in {self._folder} is a link; links are not followed, put the file itself there"
                )
        return SubmissionInvalid(f"{shown} in {self._folder} cannot be read: {error.strerror}")


def _type(entry: os.DirEntry[str]) -> str:
    """What of an entry we may take. Links, sockets, pipes and devices are nothing to us."""
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else ""


def _check_name(name: str) -> None:
    """Refuse names that a terminal, an archive or another system would read differently."""
    if not name.isprintable() or "\\" in name:
        raise SubmissionInvalid(f"the file name {_shown(name)} has characters that are not accepted; rename the file")


def _shown(name: str) -> str:
    """A name for a message: as it is, or with everything unprintable spelled out."""
    return name if name.isprintable() else ascii(name)
