"""Unpacking what somebody packed: entry by entry, by us, regular files only, everything counted.

An archive is hostile. Links and special files are refused, for to follow one is how most graders were broken into.
What an entry says of its size is not believed; what comes out is counted, of headers and of what is skipped too. A
zip's list of entries is measured before it is read, for reading makes objects of it.
"""

from __future__ import annotations

import bz2
import contextlib
import errno
import gzip
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Protocol

from graders.errors import SubmissionInvalid
from runner.file_names import check_clashes, check_name, shown
from runner.submission import WHOLE_FOLDER
from sandbox.spec import MIB

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PACKED_BYTES = 64 * MIB
"""How large an archive may be: something more than what it may unpack to."""
HEADER_BYTES = 16 * MIB
"""What headers and padding may add to a tar archive: three kibibytes for each of the files it may hold."""
LIST_BYTES = 8 * MIB
"""How long a zip's list of entries may be."""
LZMA_BYTES = 192 * MIB
"""What unpacking .xz may take; ``xz -9`` needs 65 MiB."""
_CHUNK = 1 << 18
_END = b"PK\x05\x06"
_END_BYTES = 22 + 0xFFFF
_END_64 = b"PK\x06\x07"
"""The end of a zip's list, and what stands before it in an archive of more than 4 GiB; PKWARE's APPNOTE, 4.3."""
_SYSTEM_LEFTOVERS = ("__MACOSX/", ".DS_Store")
_ITS_FAULT = frozenset({0, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ})
"""Errors of the system that an archive's own content can bring about; 0 for those of a library."""
_BROKEN = (
    *(tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, MemoryError),
)


def unpack(archive: IO[bytes], name: str, folder: Path) -> None:
    """Write the regular files of a zip or tar archive into an empty folder.

    Args:
        archive: it, open.
        name: what it is called, which says what kind it is.
        folder: where to.

    Raises:
        SubmissionInvalid: it is damaged, too large, or holds what is no regular file or folder.
        OSError: this machine's trouble.
    """
    if archive.seek(0, os.SEEK_END) > PACKED_BYTES:
        raise SubmissionInvalid(f"{shown(name)} is larger than {PACKED_BYTES // MIB} MiB")
    archive.seek(0)
    if name.endswith(".zip"):
        with _damage_told(name):
            _unzip(archive, folder, _Budget(name))
    else:
        unpack_tar(archive, name, folder)


def unpack_tar(archive: IO[bytes], name: str, folder: Path) -> None:
    """The same of a tar archive, of whatever size."""
    with _damage_told(name):
        _untar(archive, folder, _Budget(name), name)


@contextlib.contextmanager
def _damage_told(name: str) -> Iterator[None]:
    """Whatever a library makes of a damaged archive is the archive's own fault, and not the machine's."""
    try:
        yield
    except _BROKEN as error:
        raise SubmissionInvalid(f"{shown(name)} cannot be unpacked: {error}") from error
    except OSError as error:
        if (error.errno or 0) not in _ITS_FAULT:
            raise
        raise SubmissionInvalid(f"{shown(name)} cannot be unpacked: {error.strerror or error}") from error


def _unzip(archive: IO[bytes], folder: Path, budget: _Budget) -> None:
    _measure_list(archive)
    with zipfile.ZipFile(archive) as packed:
        budget.check_count(sum(not entry.is_dir() for entry in packed.infolist()))
        for entry in packed.infolist():
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if entry.is_dir():
                continue
            if kind not in {0, stat.S_IFREG}:
                raise budget.refuse(entry.filename, "is a link or a special file")
            if entry.flag_bits & 1:
                raise budget.refuse(entry.filename, "is encrypted")
            if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise budget.refuse(entry.filename, "is compressed in an unusual way")
            target = budget.target(folder, entry.filename)
            if target is not None:
                with packed.open(entry) as source:
                    budget.write(source, target, entry.filename)
    budget.check()


def _measure_list(archive: IO[bytes]) -> None:
    """Refuse a list of entries that would be too long to be read."""
    size = archive.seek(0, os.SEEK_END)
    archive.seek(max(0, size - _END_BYTES - len(_END_64) - 16))
    end = archive.read()
    archive.seek(0)
    at = end.rfind(_END)
    if at < 0:
        raise zipfile.BadZipFile("it has no list of what is in it")
    if int.from_bytes(end[at + 12 : at + 16], "little") > LIST_BYTES or _END_64 in end[max(0, at - 20) : at]:
        raise zipfile.BadZipFile("it has too many entries")


def _untar(archive: IO[bytes], folder: Path, budget: _Budget, name: str) -> None:
    counted: Any = _Counted(_unpressed(archive), name)  # a stream is read by this one method
    with tarfile.open(fileobj=counted, mode="r|") as packed:
        for entry in packed:
            if entry.isdir():
                continue
            if not entry.isreg() or entry.issparse():
                raise budget.refuse(entry.name, "is a link or a special file")
            target = budget.target(folder, entry.name)
            source = packed.extractfile(entry)
            if target is not None and source is not None:
                budget.write(source, target, entry.name)
    budget.check()


def _unpressed(archive: IO[bytes]) -> Any:
    """What is in a compressed file, by how that begins, whatever it is called."""
    begin = archive.read(6)
    archive.seek(0)
    if begin.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=archive)
    if begin.startswith(b"BZh"):
        return bz2.BZ2File(archive)
    if begin == b"\xfd7zXZ\0":
        return _Lzma(archive)
    return archive


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Lzma:
    """What is in an .xz file, without taking as much memory as that asks for."""

    def __init__(self, archive: IO[bytes]) -> None:
        self._archive = archive
        self._decompressor = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=LZMA_BYTES)

    def read(self, size: int, /) -> bytes:
        """The next bytes; none at the end."""
        while not self._decompressor.eof:
            packed = self._archive.read(_CHUNK) if self._decompressor.needs_input else b""
            if self._decompressor.needs_input and not packed:
                raise EOFError("it ends in the middle")
            if found := self._decompressor.decompress(packed, size):
                return found
        return b""


class _Counted:
    """A stream that refuses to be longer than all that may be unpacked, with the headers."""

    def __init__(self, source: _Readable, name: str) -> None:
        self._read: Callable[[int], bytes] = source.read
        self._left = WHOLE_FOLDER.total_bytes + HEADER_BYTES
        self._name = name

    def read(self, size: int, /) -> bytes:
        """The next bytes."""
        chunk = self._read(min(size, _CHUNK))
        self._left -= len(chunk)
        if self._left < 0:
            raise _too_much(self._name)
        return chunk


def _too_much(archive: str) -> SubmissionInvalid:
    limit = f"{WHOLE_FOLDER.total_bytes // MIB} MiB together, {WHOLE_FOLDER.file_bytes // MIB} MiB each"
    return SubmissionInvalid(f"{shown(archive)} unpacks to more than is accepted ({limit})")


class _Budget:
    """What one archive may still unpack to."""

    def __init__(self, archive: str) -> None:
        self._archive = archive
        self._bytes = WHOLE_FOLDER.total_bytes
        self._names: list[str] = []

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
        path = "/".join(parts)
        check_name(path)
        if len(parts) > WHOLE_FOLDER.depth:
            raise self.refuse(name, "is nested too deep")
        self._names.append(path)
        self.check_count(len(self._names))
        return folder.joinpath(*parts)

    def check_count(self, count: int) -> None:
        """Refuse more files than there may be."""
        if count > WHOLE_FOLDER.files:
            raise SubmissionInvalid(f"{shown(self._archive)} holds more than {WHOLE_FOLDER.files} files")

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
                    raise _too_much(self._archive)
                self._bytes -= len(chunk)
                written.write(chunk)

    def check(self) -> None:
        """Refuse names that other systems would not tell apart."""
        check_clashes(self._names)
