"""What of the machine can be seen inside bubblewrap: the system's programs and libraries, by an allow-list."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.backends import covered
from sandbox.backends.piped import base_python
from sandbox.errors import SandboxUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store")
ETC = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime", "ssl/openssl.cnf")
JVM = "/usr/lib/jvm"
"""Where Linux distributions put a JDK; parts of it are links to its folder in ``/etc``."""
INSTALLED = ("bin", "lib", "libexec", "conf", "jmods")
"""What belongs to a program that is installed in a prefix of its own. Not the whole prefix: it may be a home folder."""
SYSTEM_PYTHON = "/usr/bin/python3"


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


def parts(prefixes: Sequence[str]) -> list[str]:
    """What is shown of programs that are installed outside the system's folders, below each prefix."""
    return [f"{prefix}/{part}" for prefix in prefixes for part in INSTALLED]


def masks(python: str, shown: Sequence[str], hidden: Sequence[str]) -> list[str]:
    """Empty folders over installed packages (ours may be among them, with the tests) and over ``hidden``.

    Args:
        python: the interpreter inside.
        shown: folders that are visible besides the system's.
        hidden: folders that must not be.
    """
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places = {
        f"{sys.base_prefix}/{sys.platlibdir}/{version}/site-packages",
        f"{sys.base_prefix}/lib/{version}/site-packages",
    }
    places |= {"/usr/lib/python3/dist-packages", str(Path(__file__).parents[2]), *hidden}
    roots = (*SYSTEM, *shown, sys.base_prefix) if python == base_python() else (*SYSTEM, *shown)
    visible = [os.path.realpath(root) for root in roots]
    options: list[str] = []
    for place in sorted(os.path.realpath(path) for path in places):
        below = any(place == root or place.startswith(root + "/") for root in visible)
        if below and os.path.isdir(place):  # noqa: PTH112
            options += ["--tmpfs", place, "--remount-ro", place]
    return options


@lru_cache(maxsize=1)
def kernel_masks() -> tuple[str, ...]:
    """Covers for what the kernel tells of the machine, and no settings of it that can be changed."""
    covers = (option for name in covered.PROC for option in _cover(f"/proc/{name}"))
    return *covers, "--ro-bind", "/proc/sys", "/proc/sys"


def _cover(place: str) -> Iterator[str]:
    if os.path.isdir(place):  # noqa: PTH112
        yield from ("--tmpfs", place, "--remount-ro", place)
    elif os.path.exists(place):  # noqa: PTH110
        yield from ("--ro-bind", os.devnull, place)
