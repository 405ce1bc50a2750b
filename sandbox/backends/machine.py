"""The programs of this machine that stand in for an image, where a backend has none."""

from __future__ import annotations

import glob
import os
import re
import shutil
from typing import TYPE_CHECKING

from sandbox.errors import SandboxUnavailable
from sandbox.spec import BUILD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sandbox.spec import Tool

SERVERS = "/usr/local/sbin:/usr/sbin:/sbin"
"""Where servers are installed, which the PATH of root alone leads to."""


def find(tools: Sequence[Tool], path: str) -> tuple[str, ...]:
    """Where the tools are.

    Args:
        tools: what is needed.
        path: where to look, as ``PATH`` has it.

    Raises:
        SandboxUnavailable: one of them is missing; the message says how to get it.
    """
    found: list[str] = []
    for tool in tools:
        place = locate(tool, path)
        if tool.in_image_only:
            raise SandboxUnavailable(f"{tool.name} is in a sandbox image alone, so this needs Docker and `{BUILD}`.")
        if place is None:
            raise SandboxUnavailable(
                f"{tool.name} is not installed here ({tool.advice}). With Docker nothing need be installed: `{BUILD}`."
            )
        found.append(place)
    return tuple(found)


def locate(tool: Tool, path: str) -> str | None:
    """Where a program is: on ``path``, where servers are, or in a usual folder of its own; None if it is nowhere."""
    if tool.in_image_only:
        return None
    place = shutil.which(tool.name, path=f"{path}:{SERVERS}")
    for pattern in tool.folders if place is None else ():
        folders = sorted(glob.glob(pattern), key=_natural)  # noqa: PTH207 - pathlib costs more than the rest
        place = shutil.which(tool.name, path=os.pathsep.join(reversed(folders))) if folders else None
        if place is not None:
            break
    return place


def _natural(folder: str) -> list[tuple[int, str]]:
    """A key that puts version 9 before version 15."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", folder)]


def prefixes(places: Sequence[str], visible: Sequence[str]) -> tuple[str, ...]:
    """The folders to show beside ``visible`` so that the programs at ``places`` run.

    A program that a version manager has put below a home folder stands in ``<prefix>/bin``, and what it needs in
    the same prefix.
    """
    needed: dict[str, None] = {}
    for place in places:
        real = os.path.realpath(place)
        if not any(real.startswith(root + "/") for root in visible):
            needed[os.path.dirname(os.path.dirname(real))] = None  # noqa: PTH120 - a text, no file is looked at
    return tuple(needed)
