"""bubblewrap: namespaces without a daemon and without root, the usual sandbox on Linux where Docker is not.

The root is built from an allow-list (``visible``), no capability is left, system calls are filtered (``seccomp``), and
where the machine lets us, a cgroup limits all processes together (``cgroup``). ``sandbox.backends.gaps`` says what
is not held where it does not.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from typing import TYPE_CHECKING

from sandbox.backends import seccomp
from sandbox.backends.cgroup import Cgroup, parents, remove_abandoned
from sandbox.backends.machine import find, prefixes
from sandbox.backends.piped import PipedSandbox
from sandbox.backends.visible import SYSTEM, interpreter, kernel_masks, masks, parts, system
from sandbox.boot import agent_command
from sandbox.errors import EndReason, SandboxFailed, SandboxUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sandbox.spec import Limits, SandboxSpec

SHM_BYTES = 16 << 20
CONTENTS = {
    "/etc/passwd": b"learner:x:1000:1000:learner:/box/home:/bin/sh\n",
    "/etc/group": b"learner:x:1000:\n",
    "/etc/hosts": b"127.0.0.1 localhost sandbox\n::1 localhost\n",
    "/etc/nsswitch.conf": b"passwd: files\ngroup: files\nhosts: files\n",
}
NOBODY = 65534
"""Who a sandbox is outside when root starts it: the kernel exempts root's processes from their limit."""
PATH = "/usr/local/bin:/usr/bin:/bin"
ADVICE = (
    "bubblewrap needs user namespaces. If they are switched off here, ask for "
    "`sysctl kernel.unprivileged_userns_clone=1` (Debian) or "
    "`sysctl kernel.apparmor_restrict_unprivileged_userns=0` (Ubuntu), or use --sandbox docker or process."
)
VISIBLE = "The programs and libraries that are installed on this machine can be read and run."
WITHOUT_CGROUP = (
    "The memory of all processes together and the memory that they share are not limited.",
    "Memory that the kernel takes for a solution (many small files, sockets, pipes) is not limited.",
    "A solution with many processes slows down the others that are graded at the same time.",
)
WITHOUT_FILTER = "System calls are not filtered on this kind of processor."


class BubblewrapSandbox(PipedSandbox):
    """An agent under ``bwrap``, in a cgroup of its own where there is one.

    Args:
        program: ``bwrap``.
        argv: its arguments.
        cgroup: what limits all processes inside together, if anything does; removed with the sandbox.
        pass_fds: descriptors that are named in the arguments; closed here afterwards.
        python: the interpreter inside.
        path: the environment's ``PATH``.
    """

    def __init__(
        self,
        program: str,
        argv: Sequence[str],
        *,
        cgroup: Cgroup | None,
        pass_fds: Sequence[int],
        python: str,
        path: str,
    ) -> None:
        self._cgroup = cgroup
        self.waits = cgroup is not None  # for the number of its first process
        self._info, told = os.pipe()
        super().__init__(
            [program, "--info-fd", str(told), *argv],
            backend="bubblewrap",
            python=python,
            user=outer_user(),
            root="/box",
            limits_processes=True,
            digest="",
            env={"PATH": path},
            pass_fds=[*pass_fds, told],
            unavailable=ADVICE,
            cleanup=self._let_go,
        )

    def connect(self) -> tuple[int, int, int, int]:
        """Put the agent into its cgroup before anybody tells it what to do."""
        if self._cgroup is not None:
            told = b"".join(iter(lambda: os.read(self._info, 4096), b""))
            if told:  # else it did not start, as reading from it will tell
                self._cgroup.add(json.loads(told)["child-pid"])
        return super().connect()

    def killed_for_memory(self) -> bool:
        """As the kernel counts it, outside."""
        return self._cgroup is not None and self._cgroup.killed_for_memory()

    def processor_seconds(self) -> float | None:
        """As its cgroup counts it, where there is one."""
        counted = self._cgroup.processor_seconds() if self._cgroup is not None else None
        return super().processor_seconds() if counted is None else counted

    def post_mortem(self) -> tuple[EndReason, str]:
        """Its first process may have been killed for memory, too."""
        if self.killed_for_memory():
            return EndReason.MEMORY_LIMIT, ""
        return super().post_mortem()

    def _let_go(self) -> None:
        os.close(self._info)
        if self._cgroup is not None:
            self._cgroup.remove()


class BubblewrapBackend:
    """Starts agents under ``bwrap``."""

    name = "bubblewrap"

    def start(self, spec: SandboxSpec) -> BubblewrapSandbox:
        """See ``sandbox.backends.Backend.start``. The image is not used: the programs are the machine's own."""
        program = shutil.which("bwrap")
        if sys.platform != "linux" or program is None:
            raise SandboxUnavailable(
                "bubblewrap is not installed. On Debian and Ubuntu: apt install bubblewrap; on Fedora: "
                "dnf install bubblewrap. It runs on Linux only."
            )
        python = interpreter(outer_user())
        shown = prefixes(find(spec.tools, f"{PATH}:{os.environ.get('PATH', os.defpath)}"), SYSTEM)
        path = ":".join([*(f"{prefix}/bin" for prefix in shown), PATH])
        with contextlib.ExitStack() as unused:
            cgroup = own_cgroup(spec.limits)
            if cgroup is not None:
                unused.callback(cgroup.remove)
            files = {place: memory_file(content) for place, content in CONTENTS.items()}
            filters = [memory_file(content) for content in (seccomp.program(),) if content]
            argv = [*isolation(), *root(spec, python, parts(shown), files), "--setenv", "PATH", path]
            argv += ["--setenv", "LANG", "C.UTF-8"]
            argv += [*(option for fd in filters for option in ("--seccomp", str(fd))), "--", *agent_command(python)]
            fds = [*files.values(), *filters]
            sandbox = BubblewrapSandbox(program, argv, cgroup=cgroup, pass_fds=fds, python=python, path=path)
            unused.pop_all()
        return sandbox

    def close(self) -> None:
        """Nothing is kept between sandboxes; what a killed run has left is removed."""
        remove_abandoned()

    def gaps(self) -> tuple[str, ...]:
        """See ``sandbox.backends.Backend.gaps``."""
        found = [VISIBLE]
        if parents() is None:
            found += WITHOUT_CGROUP
        if not seccomp.program():
            found.append(WITHOUT_FILTER)
        return tuple(found)


def outer_user() -> int | None:
    """Who a sandbox runs as outside, if not as this process."""
    return NOBODY if os.geteuid() == 0 else None


def own_cgroup(limits: Limits) -> Cgroup | None:
    """A new cgroup, where there can be one.

    Raises:
        SandboxFailed: there can be, but this one can't be made.
    """
    place = parents()
    try:
        return Cgroup(place, limits) if place else None
    except OSError as error:
        raise SandboxFailed(f"A cgroup for the sandbox could not be made: {error}.") from error


def isolation() -> list[str]:
    """New namespaces for everything, an unprivileged user, no way to gain more."""
    return [
        "--unshare-all",
        "--unshare-user",
        "--disable-userns",
        "--as-pid-1",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
        "--uid",
        "1000",
        "--gid",
        "1000",
        "--hostname",
        "sandbox",
        "--clearenv",
    ]


def root(spec: SandboxSpec, python: str, shown: Sequence[str], files: Mapping[str, int]) -> list[str]:
    """The file systems inside: what is visible, and the few places that can be written, in memory.

    Args:
        spec: for the size of the disk, and what is to stay hidden.
        python: the interpreter inside.
        shown: folders that are visible besides the system's, if they are there.
        files: for a few files of its own, descriptors with their content.
    """
    size = str(spec.limits.disk_bytes)
    options = [*system(python), *(option for place in shown for option in ("--ro-bind-try", place, place))]
    options += masks(python, shown, spec.hidden)
    for place, fd in files.items():
        options += ["--ro-bind-data", str(fd), place]
    options += ["--proc", "/proc", *kernel_masks(), "--dev", "/dev", "--remount-ro", "/dev"]
    options += ["--size", str(SHM_BYTES), "--tmpfs", "/dev/shm", "--size", size, "--tmpfs", "/tmp"]  # noqa: S108
    return [*options, "--size", size, "--tmpfs", "/box", "--remount-ro", "/", "--chdir", "/box"]


def memory_file(content: bytes) -> int:
    """A descriptor to read ``content`` from, backed by no file."""
    fd = os.memfd_create("kata", 0)
    os.write(fd, content)
    os.lseek(fd, 0, os.SEEK_SET)
    return fd
