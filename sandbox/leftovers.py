"""Temporary folders that a killed run of ours could not remove: the next run finds and removes them.

A folder holds a file ``.owner`` with the process number and start time of the run that made it, so that a
folder whose run is alive is left alone even when the number has been used again.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "kata-"
OWNER = ".owner"


def identity(pid: int) -> str:
    """The process of that number, told apart from later ones of the same number; empty if there is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return _alive(pid)
    return f"{pid} {stat.rpartition(')')[2].split()[19]}"  # field 22 of proc(5): starttime


def _alive(pid: int) -> str:
    """Without /proc, a process is known by its number alone."""
    if os.path.isdir("/proc/self"):  # noqa: PTH112 - a process that ended, not a system without /proc
        return ""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return f"{pid} -"


def own_identity() -> str:
    """This process."""
    return identity(os.getpid())


def is_alive(owner: str) -> bool:
    """Whether the process of that identity still runs."""
    pid = owner.partition(" ")[0]
    return pid.isdigit() and identity(int(pid)) == owner


def claim(folder: str) -> str:
    """Mark a temporary folder as this process's own, at once: half a mark would be that of a process that is gone."""
    mark = Path(folder, f"{OWNER}.new")
    mark.write_text(own_identity(), encoding="utf-8")
    mark.replace(Path(folder, OWNER))
    return folder


@contextlib.contextmanager
def temporary_folder(purpose: str) -> Iterator[Path]:
    """An empty temporary folder that is removed afterwards: at the latest by the next run, if this one is killed."""
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{purpose}-") as name:
        content = Path(claim(name), "content")
        content.mkdir()
        yield content


def remove_abandoned() -> list[str]:
    """Remove our temporary folders whose process is gone; their paths."""
    removed = []
    mine = os.getuid()
    with os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and entry.is_dir(follow_symlinks=False):
                with contextlib.suppress(FileNotFoundError):
                    if entry.stat(follow_symlinks=False).st_uid == mine and _abandoned(entry.path):
                        remove_folder(entry.path)
                        removed.append(entry.path)
    return removed


def remove_folder(folder: str) -> None:
    """Remove a folder that a solution has written to: however deep, with whatever names, modes and links.

    No link is followed. What can't be removed is left, for the next run to try.
    """
    with contextlib.suppress(OSError):
        top = _opened(folder)
        try:
            found = _emptied(top, top)
            while found:
                name = found.pop()
                place = _opened(name, top)
                try:
                    found += _emptied(place, top)
                finally:
                    os.close(place)
                os.rmdir(name, dir_fd=top)
        finally:
            os.close(top)
        os.rmdir(folder)  # noqa: PTH106 - the one function


def _emptied(place: int, top: int) -> list[str]:
    """Remove a folder's files and move the folders in it to the top; their new names.

    So there is no recursion, and no path is longer than a name, however deep they were.
    """
    moved = []
    for entry in list(os.scandir(place)):
        if entry.is_dir(follow_symlinks=False):
            os.close(_opened(entry.name, place))
            moved.append(os.urandom(16).hex())
            os.rename(entry.name, moved[-1], src_dir_fd=place, dst_dir_fd=top)
        else:
            os.unlink(entry.name, dir_fd=place)
    return moved


def _opened(name: str, parent: int | None = None) -> int:
    """A folder, to which we have every right from now on, whatever was taken from us."""
    flags = os.O_DIRECTORY | os.O_NOFOLLOW
    try:
        place = os.open(name, os.O_RDONLY | flags, dir_fd=parent)
    except PermissionError:
        if sys.platform == "linux":
            handle = os.open(name, os.O_PATH | flags, dir_fd=parent)
            os.chmod(f"/proc/self/fd/{handle}", 0o700)  # noqa: PTH101 - what the descriptor stands for, not a name
            os.close(handle)
        else:
            os.chmod(name, 0o700, dir_fd=parent, follow_symlinks=False)
        place = os.open(name, os.O_RDONLY | flags, dir_fd=parent)
    os.fchmod(place, 0o700)
    return place


def _abandoned(folder: str) -> bool:
    try:
        owner = Path(folder, OWNER).read_text(encoding="utf-8")
    except OSError:
        return False
    return not is_alive(owner)
