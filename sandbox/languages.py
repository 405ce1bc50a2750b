"""The table of languages that a solution may be written in.

A language is one row here, one driver (``docs/drivers.md`` says what a driver does) and one image. Where there is
no Docker, its programs are taken from the machine, and ``kata doctor`` says which of them are there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from sandbox.spec import MIB, Tool

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sandbox.drivers import Program
    from sandbox.spec import Limits


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language.

    Attributes:
        id: as it is written in ``exercise.toml`` and after ``--lang``.
        title: as people write it.
        suffixes: the endings of the files that a solution may be split into.
        image: the image that holds it, a name in the table of images.
        driver: the function that gives the driver's program, as ``module:function``.
        tools: what it needs on a machine without the image.
        named: how names are written: ``snake`` or ``camel`` case. Classes and constants are the same in all.
        memory_bytes: the least memory that a sandbox needs for it.
        reserved_bytes: address space that it reserves at its start and does not use.
        processes: the least number of threads and processes.
        disk_bytes: the least room.
        start_seconds: what its start, and compiling a solution, may take at most.
        hears_marshal: whether its driver reads Python's own form of a message, which is quicker to write.
    """

    id: str
    title: str
    suffixes: tuple[str, ...]
    image: str
    driver: str
    tools: tuple[Tool, ...] = ()
    named: str = "snake"
    memory_bytes: int = 0
    reserved_bytes: int = 0
    processes: int = 0
    disk_bytes: int = 0
    start_seconds: float = 0.0
    hears_marshal: bool = False

    @cached_property
    def program(self) -> Program:
        """What is started in a sandbox to serve a solution; the names of its files come after it."""
        module, _, function = self.driver.partition(":")
        program: Program = getattr(import_module(module), function)()
        return program

    def enough(self, limits: Limits) -> Limits:
        """The limits, with no less than this language needs to run at all."""
        return replace(
            limits,
            memory_bytes=max(limits.memory_bytes, self.memory_bytes),
            reserved_bytes=max(limits.reserved_bytes, self.reserved_bytes),
            processes=max(limits.processes, self.processes),
            disk_bytes=max(limits.disk_bytes, self.disk_bytes),
        )

    def spelled(self, name: str) -> str:
        """A name of a function or method as this language spells it: ``two_sum`` is ``twoSum`` in Java."""
        if self.named == "snake" or not name.islower():
            return name
        return re.sub(r"(?<=[a-z0-9])_+([a-z0-9])", lambda match: match[1].upper(), name)


LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        language.id: language
        for language in (
            Language(
                id="python",
                title="Python",
                suffixes=(".py",),
                image="base",
                driver="sandbox.drivers:python_program",
                hears_marshal=True,
            ),
            Language(
                id="javascript",
                title="JavaScript (Node.js)",
                suffixes=(".js", ".mjs", ".cjs"),
                image="node",
                driver="sandbox.drivers:javascript_program",
                tools=(
                    Tool(
                        name="node",
                        version=("--version",),
                        least=(18,),
                        advice="on Debian and Ubuntu: apt install nodejs; on Fedora: dnf install nodejs",
                    ),
                ),
                named="camel",
                start_seconds=5.0,
                reserved_bytes=512 * MIB,  # for machine code, by Node.js 24 and newer
            ),
            Language(
                id="java",
                title="Java",
                suffixes=(".java",),
                image="java",
                driver="sandbox.drivers.jdk:java_program",
                tools=(
                    Tool(
                        name="javac",
                        version=("-version",),
                        least=(17,),
                        advice="on Debian and Ubuntu: apt install default-jdk-headless; on Fedora: "
                        "dnf install java-17-openjdk-devel",
                    ),
                ),
                named="camel",
                start_seconds=30.0,
                memory_bytes=512 * MIB,
                processes=96,
            ),
            Language(
                id="ruby",
                title="Ruby",
                suffixes=(".rb",),
                image="ruby",
                driver="sandbox.drivers:ruby_program",
                tools=(
                    Tool(
                        name="ruby",
                        version=("--version",),
                        least=(3,),
                        advice="on Debian and Ubuntu: apt install ruby; on Fedora: dnf install ruby",
                    ),
                ),
                start_seconds=5.0,
            ),
        )
    }
)
