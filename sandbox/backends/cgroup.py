"""A cgroup of its own for a sandbox, where this process may make one: limits on all that runs in there together.

What the kernel offers for each process alone (``setrlimit``) limits no total. Where there is a cgroup that this user
may make others in, a sandbox gets one of its own, with a limit on memory and on the number of processes, and with a
share of the processor that does not grow with the number of processes. That is so for root nearly everywhere outside
containers, and for an ordinary user where cgroup v2 has been delegated to them. Elsewhere there is none, and
``sandbox.backends.gaps`` says what is not held then.

A cgroup is removed with its sandbox. It bears the identity of the process that made it, so what a killed run leaves
is found and removed by the next one (``remove_abandoned``).
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import select
import signal
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sandbox.errors import SandboxFailed
from sandbox.leftovers import is_alive, own_identity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sandbox.spec import Limits

NEEDED = ("memory", "pids")
WELCOME = ("cpu", "cpuacct")
"""The first without a quota: a cgroup that is there has the weight of one process, however many run in it."""
OVERHEAD_BYTES = 32 << 20
"""Memory of the agent and of the kernel's buffers, which is not the solution's."""
NAME = re.compile(r"kata-sandbox-(\d+)-(\d+|-)-\d+")
REMOVE_SECONDS = 5.0
_numbers = itertools.count(1)


class Mount(NamedTuple):
    """A mounted hierarchy: the cgroup that is its root, where, which version, and its options."""

    root: str
    place: str
    kind: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parents:
    """Where a sandbox's cgroups can be made.

    Attributes:
        memory: a folder in the hierarchy that has the memory controller.
        every: all folders, that one among them; with cgroup v2 there is just one.
        unified: whether it is cgroup v2.
    """

    memory: str
    every: tuple[str, ...]
    unified: bool


@lru_cache(maxsize=1)
def parents() -> Parents | None:
    """Where this process may make cgroups with limits on memory and processes; None if nowhere."""
    try:
        own = dict(_own_cgroups())
        mounts = list(_mounts())
    except OSError:
        return None  # no Linux, or no /proc
    return _unified(own, mounts) or _separate(own, mounts)


def _unified(own: dict[str, str], mounts: list[Mount]) -> Parents | None:
    """With cgroup v2: the nearest one above us that hands the controllers down, and that we may move processes in."""
    for mount in mounts:
        if mount.kind == "cgroup2" and "" in own:
            place = Path(_below(mount, own[""]))
            for folder in (place, *place.parents):
                if not folder.is_relative_to(mount.place):
                    break
                handed_down = (folder / "cgroup.subtree_control").read_text(encoding="utf-8").split()
                writable = os.access(folder, os.W_OK) and os.access(folder / "cgroup.procs", os.W_OK)
                if writable and set(NEEDED) <= set(handed_down):
                    return Parents(memory=str(folder), every=(str(folder),), unified=True)
    return None


def _separate(own: dict[str, str], mounts: list[Mount]) -> Parents | None:
    """With cgroup v1: our own in each controller's hierarchy."""
    found: dict[str, str] = {}
    for controller in (*NEEDED, *WELCOME):
        for mount in mounts:
            if mount.kind == "cgroup" and controller in mount.options and controller in own:
                folder = _below(mount, own[controller])
                if os.access(folder, os.W_OK):
                    found[controller] = folder
    if not found.keys() >= set(NEEDED):
        return None
    return Parents(memory=found["memory"], every=tuple(dict.fromkeys(found.values())), unified=False)


def _own_cgroups() -> Iterator[tuple[str, str]]:
    """This process's cgroup by controller; cgroup v2 has the empty name. See cgroups(7)."""
    for line in Path("/proc/self/cgroup").read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            yield controller, path


def _mounts() -> Iterator[Mount]:
    """The mounted hierarchies, from proc_pid_mountinfo(5)."""
    for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        fields, _, rest = line.partition(" - ")
        kind, _, options = rest.split(" ", 2)
        if kind in {"cgroup", "cgroup2"}:
            _, _, _, root, place, *_ = fields.split(" ")
            yield Mount(root, place, kind, tuple(options.split(",")))


def _below(mount: Mount, path: str) -> str:
    inside = path.removeprefix(mount.root.rstrip("/")).strip("/")
    return f"{mount.place}/{inside}".rstrip("/")


class Cgroup:
    """The cgroup of one sandbox, in each hierarchy that matters.

    Args:
        place: where to make it.
        limits: of the sandbox.

    Raises:
        OSError: the machine doesn't let us after all.
    """

    def __init__(self, place: Parents, limits: Limits) -> None:
        name = f"kata-sandbox-{own_identity().replace(' ', '-')}-{next(_numbers)}"
        self._memory = f"{place.memory}/{name}"
        self._unified = place.unified
        self._folders: list[str] = []
        self._init: int | None = None
        memory = str(limits.memory_bytes + limits.disk_bytes + OVERHEAD_BYTES)
        try:
            for folder in place.every:
                os.mkdir(f"{folder}/{name}")  # noqa: PTH102 - texts, for start-up time
                self._folders.append(f"{folder}/{name}")
            if place.unified:
                self._set("memory.max", memory)
                self._set("memory.swap.max", "0", optional=True)
            else:
                self._set("memory.limit_in_bytes", memory)
                self._set("memory.memsw.limit_in_bytes", memory, optional=True)
            self._set("pids.max", str(limits.processes + 1))
        except OSError:
            self.remove()
            raise

    def _set(self, file: str, value: str, *, optional: bool = False) -> None:
        """Write a setting where there is one of that name; a kernel without accounting of swap lacks two."""
        places = [place for folder in self._folders if os.path.exists(place := f"{folder}/{file}")]  # noqa: PTH110
        if not places and not optional:
            raise FileNotFoundError(f"no {file} in {', '.join(self._folders)}")
        for place in places:
            _write(place, value)

    def add(self, pid: int) -> None:
        """Put the first process of a sandbox's PID namespace in; all that come from it follow.

        Raises:
            SandboxFailed: it may not be moved.
        """
        try:
            self._init = os.pidfd_open(pid)
            for folder in self._folders:
                _write(f"{folder}/cgroup.procs", str(pid))
        except ProcessLookupError:
            return  # it has ended already, as reading from it will tell
        except OSError as error:
            raise SandboxFailed(f"The sandbox could not be put into its cgroup: {error}.") from error

    def killed_for_memory(self) -> bool:
        """Whether the kernel has killed a process in there because of the limit on memory."""
        file = "memory.events" if self._unified else "memory.oom_control"
        try:
            said = _read(Path(self._memory, file))
        except OSError:
            return False  # removed
        return any(line.startswith("oom_kill ") and line != "oom_kill 0" for line in said.splitlines())

    def processor_seconds(self) -> float | None:
        """The processor time of all that has run in there; None where the kernel does not count it."""
        return counted(self._folders)

    def remove(self) -> None:
        """Wait until the last process is gone, which must have been killed, and remove the cgroup."""
        if self._init is not None:
            gone = select.poll()
            gone.register(self._init, select.POLLIN)  # the first process of a namespace is the last to go
            gone.poll(REMOVE_SECONDS * 1000)
            os.close(self._init)
            self._init = None
        self._folders = [folder for folder in self._folders if not _removed(folder)]


def counted(folders: Sequence[str]) -> float | None:
    """The processor time of a cgroup, given its folder in each hierarchy; None if none of them has it."""
    for folder in folders:
        try:
            return int(_read(Path(folder, "cpuacct.usage"))) / 1e9
        except OSError:
            pass  # another hierarchy, or cgroup v2
        try:
            said = _read(Path(folder, "cpu.stat")).split()
        except OSError:
            continue
        if "usage_usec" in said:
            return int(said[said.index("usage_usec") + 1]) / 1e6
    return None


def of_container(number: str) -> list[str]:
    """The folders of the cgroup of a container, where its engine runs on this machine; see dockerd's cgroup drivers."""
    try:
        places = [mount.place for mount in _mounts() if mount.kind == "cgroup2" or "cpuacct" in mount.options]
    except OSError:
        return []
    names = (f"docker/{number}", f"system.slice/docker-{number}.scope")
    return [folder for place in places for name in names if os.path.isdir(folder := f"{place}/{name}")]  # noqa: PTH112


def remove_abandoned() -> list[str]:
    """Remove the cgroups of runs that are gone, with what still runs in them; their folders."""
    place = parents()
    removed = []
    for parent in place.every if place else ():
        for name in os.listdir(parent):  # noqa: PTH208 - every sandbox looks
            named = NAME.fullmatch(name)
            folder = f"{parent}/{name}"
            if named and not is_alive(" ".join(named.groups())) and _removed(folder):
                removed.append(folder)
    return removed


def _removed(folder: str) -> bool:
    """Whether a cgroup is gone: what is in it is killed, for as long as something is."""
    until = time.monotonic() + REMOVE_SECONDS
    while True:
        try:
            os.rmdir(folder)  # noqa: PTH106
        except FileNotFoundError:
            return True
        except OSError:
            if time.monotonic() > until:
                return False
            _kill_all(folder)
        else:
            return True


def _kill_all(folder: str) -> None:
    try:
        pids = _read(Path(folder, "cgroup.procs")).split()
    except OSError:
        return  # it is going
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)
    time.sleep(0.001)  # nothing tells when a cgroup of version 1 becomes empty


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _write(place: str, value: str) -> None:
    with open(place, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(value)
