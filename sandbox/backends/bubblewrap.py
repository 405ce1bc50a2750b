"""bubblewrap: namespaces without a daemon and without root, the usual sandbox on Linux where Docker is not.

The root is built from an allow-list: the system's programs and libraries and the interpreter, read-only, and
nothing of the user's. What it has not, compared with docker: one memory limit for all processes together
(each process has its own), and a system call filter. ``tests/sandbox/test_backends.py`` lists the gaps.
"""

from __future__ import annotations

import os
import shutil
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.backends.machine import find, prefixes
from sandbox.backends.piped import PipedSandbox, base_python
from sandbox.errors import SandboxUnavailable
from sandbox.session import agent_command

if TYPE_CHECKING:
    from sandbox.spec import SandboxSpec

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store")
ETC = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime", "ssl/openssl.cnf")
JVM = "/usr/lib/jvm"
"""Where Linux distributions put a JDK; parts of it are links to its folder in ``/etc``."""
SHM_BYTES = 16 << 20
PASSWD = b"learner:x:1000:1000:learner:/box/home:/bin/sh\n"
GROUP = b"learner:x:1000:\n"
NOBODY = 65534
"""Who a sandbox is outside when root starts it: the kernel exempts root's processes from their limit."""
SYSTEM_PYTHON = "/usr/bin/python3"
PATH = "/usr/local/bin:/usr/bin:/bin"
ADVICE = (
    "bubblewrap needs user namespaces. If they are switched off here, ask for "
    "`sysctl kernel.unprivileged_userns_clone=1` (Debian) or "
    "`sysctl kernel.apparmor_restrict_unprivileged_userns=0` (Ubuntu), or use --sandbox docker or process."
)


class BubblewrapBackend:
    """Starts agents under ``bwrap``."""

    name = "bubblewrap"

    def start(self, spec: SandboxSpec) -> PipedSandbox:
        """See ``sandbox.backends.Backend.start``. The image is not used: the programs are the machine's own."""
        program = shutil.which("bwrap")
        if sys.platform != "linux" or program is None:
            raise SandboxUnavailable(
                "bubblewrap is not installed. On Debian and Ubuntu: apt install bubblewrap; on Fedora: "
                "dnf install bubblewrap. It runs on Linux only."
            )
        files = [(memory_file(PASSWD), "/etc/passwd"), (memory_file(GROUP), "/etc/group")]
        size = str(spec.limits.disk_bytes)
        shown = prefixes(find(spec.tools, f"{PATH}:{os.environ.get('PATH', os.defpath)}"), SYSTEM)
        path = ":".join([*(f"{prefix}/bin" for prefix in shown), PATH])
        user = NOBODY if os.geteuid() == 0 else None
        python = interpreter(user)
        argv = [program, *isolation(), *system(python)]
        for prefix in shown:
            argv += ["--ro-bind", prefix, prefix]
        argv += masks(python, spec.hidden)
        for fd, place in files:
            argv += ["--ro-bind-data", str(fd), place]
        argv += ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"]
        argv += ["--size", str(SHM_BYTES), "--tmpfs", "/dev/shm", "--size", size, "--tmpfs", "/tmp"]  # noqa: S108
        argv += ["--size", size, "--tmpfs", "/box", "--remount-ro", "/", "--chdir", "/box"]
        argv += ["--setenv", "PATH", path, "--", *agent_command(python)]
        return PipedSandbox(
            argv,
            backend=self.name,
            python=python,
            user=user,
            root="/box",
            limits_processes=True,
            digest="",
            env={"PATH": path},
            pass_fds=[fd for fd, _ in files],
            unavailable=ADVICE,
        )

    def close(self) -> None:
        """Nothing is kept between sandboxes."""


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


def interpreter(user: int | None) -> str:
    """The interpreter inside: ours, or the system's where ``user`` can't reach ours."""
    python = base_python()
    if user is None or all(parent.stat().st_mode & 0o001 for parent in Path(python).parents):
        return python
    if not os.access(SYSTEM_PYTHON, os.X_OK):
        raise SandboxUnavailable(
            f"bubblewrap started by root runs as an unprivileged user, who can't reach {python}, and there is no "
            f"{SYSTEM_PYTHON}. Run kata as another user, or install python3 for the system."
        )
    return SYSTEM_PYTHON


@lru_cache(maxsize=2)
def system(python: str) -> tuple[str, ...]:
    """The read-only programs: system folders (or the links that stand for them), and the interpreter's."""
    options: list[str] = []
    for place in SYSTEM:
        if os.path.islink(place):  # noqa: PTH114 - pathlib costs more than the rest of this function
            options += ["--symlink", os.readlink(place), place]  # noqa: PTH115
        else:
            options += ["--ro-bind-try", place, place]
    java = [entry.name for entry in os.scandir("/etc") if entry.name.startswith("java")] if os.path.isdir(JVM) else []  # noqa: PTH112
    for name in (*ETC, *sorted(java)):
        options += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    prefix = os.path.realpath(sys.base_prefix)
    if python.startswith(prefix + "/") and not prefix.startswith("/usr"):
        options += ["--ro-bind", prefix, prefix]
    return tuple(options)


def masks(python: str, hidden: tuple[str, ...]) -> list[str]:
    """Empty folders over installed packages (ours may be among them, with the tests) and over ``hidden``."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places = {
        f"{sys.base_prefix}/{sys.platlibdir}/{version}/site-packages",
        f"{sys.base_prefix}/lib/{version}/site-packages",
    }
    places |= {"/usr/lib/python3/dist-packages", str(Path(__file__).parents[2]), *hidden}
    roots = (*SYSTEM, sys.base_prefix) if python == base_python() else SYSTEM
    visible = [os.path.realpath(root) for root in roots]
    options: list[str] = []
    for place in sorted(os.path.realpath(path) for path in places):
        if os.path.isdir(place) and any(place.startswith(root + "/") for root in visible):  # noqa: PTH112
            options += ["--tmpfs", place, "--remount-ro", place]
    return options


def memory_file(content: bytes) -> int:
    """A descriptor to read ``content`` from, backed by no file."""
    fd = os.memfd_create("kata", 0)
    os.write(fd, content)
    os.lseek(fd, 0, os.SEEK_SET)
    return fd
