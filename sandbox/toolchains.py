"""Which of the programs that languages need are on this machine, and in which version."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.backends.machine import locate

if TYPE_CHECKING:
    from sandbox.spec import Tool

_SECONDS = 20.0
_VERSION = re.compile(r"\d+(?:\.\d+)+|\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found of a program.

    Attributes:
        place: its path; empty if it is not there.
        version: as it says itself, digits and dots.
        problem: why it can't be used; empty if it can.
        advice: how to get one that can.
    """

    place: str = ""
    version: str = ""
    problem: str = ""
    advice: str = ""


def look(tool: Tool) -> Found:
    """Find a program on ``PATH`` or in one of its usual folders, and ask it for its version."""
    place = locate(tool, os.environ.get("PATH", os.defpath))
    if tool.in_image_only:
        return Found(problem="not to be had", advice=tool.advice)
    if place is None:
        return Found(problem=f"{tool.name} is not installed", advice=tool.advice)
    try:
        said = subprocess.run(
            [place, *tool.version], capture_output=True, text=True, timeout=_SECONDS, check=True, errors="replace"
        )
    except (OSError, subprocess.SubprocessError) as error:
        return Found(place=place, problem=f"{place} does not answer: {error}", advice=tool.advice)
    match = _VERSION.search(said.stdout + said.stderr)
    if match is None:
        return Found(place=place, problem=f"{place} does not tell its version", advice=tool.advice)
    version = match[0]
    if tuple(map(int, version.split("."))) < tool.least:
        least = ".".join(map(str, tool.least))
        return Found(place=place, problem=f"{tool.name} {version} is too old, {least} is needed", advice=tool.advice)
    return Found(place=place, version=version)
