"""What of the machine an attack must leave as it was.

The process that runs the trials adopts every orphan below it, has a folder for temporary files of its own, and owns
its containers by name. So what an attack leaves behind can be told from what others do on the same machine.
"""

from __future__ import annotations

import ctypes
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.backends.docker_client import connect
from sandbox.backends.docker_keeper import LABEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PR_SET_CHILD_SUBREAPER = 36
"""<linux/prctl.h>."""
PATIENCE_SECONDS = 15.0
"""How long the removal of containers may go on after the report, for nobody waits for it."""


def adopt_orphans() -> None:
    """From now on, whatever loses its parent below this process becomes its child."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER)")


class Canaries:
    """A folder that an attack would have to find and change, and what runs and lies around.

    Args:
        folder: an empty folder for the canary's file.
        temporary: the folder for temporary files of this process.
        words: text for the canary's file.
    """

    def __init__(self, folder: Path, temporary: Path, words: str) -> None:
        self._folder = folder
        self._temporary = temporary
        (folder / "canary.txt").write_text(words, encoding="utf-8")
        self._before = self._state()

    def _state(self) -> dict[str, Any]:
        lying = {path.name: _fingerprint(path) for path in self._folder.iterdir()}
        return {
            "the canary's folder": lying,
            "the temporary folder": sorted(path.name for path in self._temporary.iterdir()),
            "the environment": dict(os.environ),
            "the open descriptors": len(list(Path("/proc/self/fd").iterdir())),
        }

    def problems(self, owners: Iterable[str]) -> Iterator[str]:
        """What is not as it was, once what is being removed has had time to go.

        Args:
            owners: the identities of the processes that graded.
        """
        owned = set(owners)
        for what, left in (
            ("processes are left running", _waited_for(_children)),
            ("containers are left", _waited_for(lambda: _containers(owned))),
        ):
            if left:
                yield f"{what}: {', '.join(left)}"
        now = self._state()
        yield from (
            f"{what} changed: {self._before[what]} -> {now[what]}" for what in now if now[what] != self._before[what]
        )


def _fingerprint(path: Path) -> tuple[Any, ...]:
    status = path.lstat()
    return status.st_mode, status.st_uid, status.st_size, status.st_mtime_ns, path.read_bytes()


def _waited_for(look: Callable[[], list[str]]) -> list[str]:
    """What is still there when patience is over; nothing as soon as nothing is."""
    until = time.monotonic() + PATIENCE_SECONDS
    while (left := look()) and time.monotonic() < until:
        time.sleep(0.02)
    return left


def _children() -> list[str]:
    """The commands of our children, orphans too; the dead are buried."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return []
    me = str(os.getpid())
    found = []
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                if (place / "stat").read_text().rpartition(")")[2].split()[1] == me:
                    found.append((place / "cmdline").read_text().replace("\0", " ")[:80] or place.name)
            except OSError:
                continue  # it has just ended
    return found


def _containers(owners: set[str]) -> list[str]:
    if not Path("/var/run/docker.sock").exists():
        return []
    client = connect()
    try:
        every = client.containers(all=True, filters={"label": LABEL})
        return [one["Id"] for one in every if one["Labels"][LABEL] in owners]
    finally:
        client.close()
