"""What a sandbox is asked for: an image, and limits in plain units."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BUILD = "kata sandbox build"
"""The command that builds the images, as advice names it."""
HOST = "host"
"""What stands for an image where a backend has none: the programs of this machine."""
PACKAGES = "/opt/kata/packages"
"""The folder of an image with the Python packages that it offers to solutions."""
PACKAGES_VARIABLE = "KATA_PACKAGES"
"""By this the driver of Python is told the folder, where a solution may import them."""
KIB = 1024
MIB = 1024 * KIB


def amount(size: float) -> str:
    """A number of bytes for people: 256 MiB."""
    for unit in ("bytes", "KiB", "MiB"):
        if size < KIB:
            return f"{size:g} {unit}"
        size = round(size / KIB, 1)
    return f"{size:g} GiB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a solution may use. Seconds are wall-clock unless the name says otherwise.

    Attributes:
        seconds: the time one check may take.
        total_seconds: the time all checks of a submission may take together, start-up left out.
        cpu_seconds: the processor time of one process (``RLIMIT_CPU``).
        memory_bytes: the memory of the whole sandbox where the backend has a cgroup, else of each process
            (``RLIMIT_DATA``, for ``RLIMIT_AS`` breaks Node.js and the JVM).
        reserved_bytes: address space that a runtime reserves at its start and does not use; ``RLIMIT_DATA`` counts it
            all the same, and leaves room for it.
        processes: processes and threads alive at once.
        disk_bytes: what can be written to the sandbox's file systems, in memory.
        file_bytes: the size of one file (``RLIMIT_FSIZE``).
        open_files: open file descriptors of one process (``RLIMIT_NOFILE``).
        output_bytes: what may be printed during one check before it is ended.
        shown_bytes: what of it is kept for the report.
    """

    seconds: float = 10.0
    total_seconds: float = 120.0
    cpu_seconds: int = 60
    memory_bytes: int = 256 * MIB
    reserved_bytes: int = 0
    processes: int = 64
    disk_bytes: int = 64 * MIB
    file_bytes: int = 32 * MIB
    open_files: int = 256
    output_bytes: int = 1 * MIB
    shown_bytes: int = 16 * KIB

    def as_dict(self) -> dict[str, float]:
        """The limits by name, for a report; what is reserved only where something is."""
        return {name: value for name, value in asdict(self).items() if value or name != "reserved_bytes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A program of the machine that a sandbox needs where it has no image.

    Attributes:
        name: the program, looked up on ``PATH``.
        folders: patterns of folders where it is looked up after that, of which the last in order serves.
        in_image_only: whether nothing on a machine stands in for it, so that the image is needed.
        version: the arguments that make it print its version.
        least: the oldest version that serves, as numbers.
        advice: how to get it.
    """

    name: str
    version: tuple[str, ...] = ()
    least: tuple[int, ...] = ()
    advice: str = ""
    folders: tuple[str, ...] = ()
    in_image_only: bool = False


def package_tools(packages: Iterable[str]) -> tuple[Tool, ...]:
    """What a sandbox must have for solutions that import these Python packages.

    No machine's own packages stand in for those of an image: beside them lies kata itself, with the hidden tests.
    """
    return tuple(Tool(name=f"The Python package {name}", in_image_only=True) for name in packages)


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxSpec:
    """What a backend needs to know to start one sandbox.

    Attributes:
        image: a name in the table of images.
        limits: what the solution may use.
        hidden: folders of the host that must not be seen even where the backend shows programs of the host
            (the exercise's own folder, our packages).
        tools: programs that the image holds; a backend without images takes them from the machine.
    """

    image: str = "base"
    limits: Limits = field(default_factory=Limits)
    hidden: tuple[str, ...] = ()
    tools: tuple[Tool, ...] = ()


@dataclass(frozen=True, slots=True)
class SandboxFile:
    """A file to put into a sandbox: its bytes, and its permission bits."""

    data: bytes
    mode: int = 0o644
