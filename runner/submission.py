"""What a learner hands in: an allow-listed set of regular files, read without following a link.

Taken are the files that the manifest names and, beside them, other files of the same language, so that a
solution may be split into modules. Of a repository everything is taken, ``.git`` too. Caches, hidden files,
configuration of test runners and our own marker stay behind. The folder is hostile, and may change while it is
read: every step down is an ``openat`` relative to an open folder with ``O_NOFOLLOW``, types are checked before
anything is opened (opening a device can do things) and again on the open descriptor, and all that is read is
counted. Each file is read once, and what was read is what is graded.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import SubmissionInvalid
from runner.file_names import check_clashes, check_name, shown
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
_GIT = ".git/"
_SHARED_BY_GIT = ".git/objects/"
"""Where ``git clone`` of a folder makes hard links to what it cloned; see git-clone(1), ``--local``."""


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
    def read(
        cls, exercise: Exercise, folder: Path, language: str, *, size: Size | None = None, advice: str = ""
    ) -> Submission:
        """Read a folder for an exercise.

        Args:
            exercise: which.
            folder: what is handed in.
            language: what it is solved in.
            size: how much it may hold.
            advice: what to do where a file is missing, for the message.

        Raises:
            SubmissionInvalid: a file is missing, is not a regular file, cannot be read, or there is too much.
        """
        kind = exercise.kind
        own = folder.resolve().is_relative_to(exercise.path.resolve())
        size = size or (WHOLE_FOLDER if kind.whole_folder else SMALL)
        reader = _Reader(folder, size, hard_links=own, advice=advice)
        with reader.opened() as root:
            if kind.whole_folder:
                reader.take_all(root)
            else:
                for name in exercise.files[language]:
                    reader.take(root, name)
                reader.take_modules(root, kind.suffixes[language])
        check_clashes(reader.files)
        return cls(files=MappingProxyType(reader.files), language=language, source=folder)


class _Reader:
    """One walk through one folder, counting what it takes.

    Args:
        folder: which.
        size: how much it may hold.
        hard_links: files may have other names elsewhere: the folder is an author's, and installers make such.
        advice: what to do where a file is missing.
    """

    def __init__(self, folder: Path, size: Size, *, hard_links: bool, advice: str) -> None:
        self.files: dict[str, bytes] = {}
        self._folder = folder
        self._size = size
        self._hard_links = hard_links
        self._advice = advice
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
        """Take the other files of the language. What has the name of one, and is none, is refused."""
        for parent, name, whole in self._walk(root, ""):
            if name.endswith(suffixes) and name not in _CONFIGURATION and whole not in self.files:
                self._read(parent, name, whole)

    def take_all(self, root: int) -> None:
        """Take every regular file of a repository."""
        with contextlib.suppress(FileNotFoundError):
            if not stat.S_ISDIR(os.stat(".git", dir_fd=root, follow_symlinks=False).st_mode):
                raise SubmissionInvalid(
                    f".git in {self._folder} is not a folder of its own but points elsewhere (a linked worktree"
                    " or a submodule?); hand in a plain clone"
                )
        for parent, name, whole in self._walk(root, "", repository=True):
            self._read(parent, name, whole)

    def _walk(self, parent: int, prefix: str, *, repository: bool = False) -> Iterator[tuple[int, str, str]]:
        """What lies below a folder: the open folder each is in, its name there, its whole name.

        Of a repository these are regular files alone; else also what has a file's place and is none.
        """
        if prefix.count("/") > self._size.depth:
            raise SubmissionInvalid(f"{shown(prefix)} is nested deeper than {self._size.depth} folders")
        for name, kind in self._entries(parent, prefix):
            whole = prefix + name
            if kind == "folder":
                if repository or not self._is_left_out(parent, name):
                    with self._subfolder(parent, name, f"{whole}/") as below:
                        yield from self._walk(below, f"{whole}/", repository=repository)
            elif repository:
                if kind == "file":
                    yield parent, name, whole
                elif kind == "link" and whole.startswith(_GIT):
                    raise SubmissionInvalid(
                        f"{shown(whole)} in {self._folder} is a link, and a repository's own folder must hold its"
                        " files itself; `git clone --no-hardlinks` makes such a one"
                    )
            elif not name.startswith("."):
                yield parent, name, whole

    def _entries(self, folder: int, prefix: str) -> list[tuple[str, str]]:
        """The names in a folder and what each is, in order."""
        try:
            with os.scandir(folder) as entries:
                return sorted((entry.name, _type(entry)) for entry in self._counted(entries))
        except OSError as error:
            raise self._unreadable(prefix or ".", error) from error

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
    def _subfolder(self, parent: int, name: str, whole: str) -> Iterator[int]:
        try:
            descriptor = os.open(name, _FOLDER, dir_fd=parent)
        except OSError as error:
            raise self._refused(parent, name, whole, error) from error
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    # --- one file -------------------------------------------------------------------------------------

    def _read(self, parent: int, name: str, whole: str) -> None:
        check_name(whole)
        if len(self.files) >= self._size.files:
            raise SubmissionInvalid(f"{self._folder} has more than {self._size.files} files to hand in")
        try:
            self._check_type(os.stat(name, dir_fd=parent, follow_symlinks=False), whole)
            descriptor = os.open(name, _FILE, dir_fd=parent)
        except OSError as error:
            raise self._refused(parent, name, whole, error) from error
        try:
            status = os.fstat(descriptor)
            self._check_type(status, whole)
            self._check_hard_links(status, whole)
            content = self._bytes(descriptor, whole)
        except OSError as error:
            raise self._unreadable(whole, error) from error
        finally:
            os.close(descriptor)
        self._bytes_left -= len(content)
        self.files[whole] = content

    def _check_type(self, status: os.stat_result, whole: str) -> None:
        if not stat.S_ISREG(status.st_mode):
            raise SubmissionInvalid(f"{shown(whole)} in {self._folder} {_what_it_is(status.st_mode)}")

    def _check_hard_links(self, status: os.stat_result, whole: str) -> None:
        """Refuse a file that has a second name: it may be one that the learner could not have read."""
        if status.st_nlink > 1 and not self._hard_links and not whole.startswith(_SHARED_BY_GIT):
            raise SubmissionInvalid(
                f"{shown(whole)} in {self._folder} is a hard link: the same file has another name elsewhere;"
                " put a copy there instead"
            )

    def _bytes(self, descriptor: int, whole: str) -> bytes:
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
        raise SubmissionInvalid(f"{shown(whole)} in {self._folder} is larger than {self._size.file_bytes // KIB} KiB")

    # --- what cannot be read --------------------------------------------------------------------------

    def _refused(self, parent: int, name: str, whole: str, error: OSError) -> SubmissionInvalid:
        """Why a file or folder could not be opened, in a learner's words."""
        if isinstance(error, FileNotFoundError):
            step = f"; {self._advice}" if self._advice else ""
            return SubmissionInvalid(f"{shown(whole)} is missing from {self._folder}{step}")
        if error.errno == errno.ELOOP:  # a link when it was opened, whatever it has become since
            return SubmissionInvalid(f"{shown(whole)} in {self._folder} {_what_it_is(stat.S_IFLNK)}")
        with contextlib.suppress(OSError):
            mode = os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode
            if stat.S_ISLNK(mode):
                return SubmissionInvalid(f"{shown(whole)} in {self._folder} {_what_it_is(mode)}")
        if isinstance(error, NotADirectoryError):
            return SubmissionInvalid(f"{shown(whole)} in {self._folder} is a file, and a folder is expected there")
        return self._unreadable(whole, error)

    def _unreadable(self, whole: str, error: OSError) -> SubmissionInvalid:
        step = "; give yourself the right to (chmod u+rX)" if error.errno in {errno.EACCES, errno.EPERM} else ""
        return SubmissionInvalid(f"{shown(whole)} in {self._folder} cannot be read: {error.strerror}{step}")


def _what_it_is(mode: int) -> str:
    """What stands where a regular file should, and what to do about it."""
    if stat.S_ISLNK(mode):
        return "is a link; links are not followed, put the file itself there"
    if stat.S_ISDIR(mode):
        return "is a folder, not a file; put the file itself there"
    return "is not a regular file; replace it by one"


def _type(entry: os.DirEntry[str]) -> str:
    """What an entry is to us. Sockets, pipes and devices are nothing."""
    if entry.is_symlink():
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else ""
