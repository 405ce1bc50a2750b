"""Waiting for a learner to save: snapshots of a folder, compared from time to time.

Polling ``stat`` works everywhere (network file systems, containers, editors that replace files) and needs no
library; a workspace has few files. Access is not change, so a check that reads the files starts no other.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Snapshot = dict[str, tuple[int, int, int]]

POLL_SECONDS = 0.2
QUIET_SECONDS = 0.3
"""Editors write a file in several steps: a change counts when nothing has changed for so long."""
_UNWATCHED = frozenset({"__pycache__", "node_modules", "objects", ".kata-backups"})
"""Caches; and Git's objects, for whatever adds one moves a reference or the index too."""
_MOST_FILES = 20_000


def snapshot(folder: Path) -> Snapshot:
    """What of every file below a folder tells that it changed: time, size and identity."""
    found: Snapshot = {}
    for entry in _files(folder):
        try:
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:  # it went while we looked, which the next snapshot shows
            continue
        found[entry.path] = (status.st_mtime_ns, status.st_size, status.st_ino)
        if len(found) >= _MOST_FILES:
            break
    return found


def wait_for_change(
    folder: Path,
    before: Snapshot,
    *,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Snapshot:
    """Wait until the folder differs from a snapshot and has been quiet for a moment; the new snapshot.

    A change that is taken back before it is quiet is none.
    """
    latest = before
    changed_at = clock()
    while True:
        sleep(POLL_SECONDS)
        now = snapshot(folder)
        if now != latest:
            latest, changed_at = now, clock()
        elif latest != before and clock() - changed_at >= QUIET_SECONDS:
            return latest


def _files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, PermissionError):  # gone while we looked, or not ours to see: nothing to watch
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _UNWATCHED:
                yield from _files(entry.path)
        else:
            yield entry
