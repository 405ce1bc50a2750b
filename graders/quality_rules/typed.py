"""What mypy says of a learner's files, at its strictest.

It runs on a copy in a fresh folder, with no configuration (``--config-file=``), no plugins, no installed packages and
none of the user's variables. Its own settings in a file and comments that make it look away are taken out of the
copy before; what code can say to the same end is a finding of ours.
"""

from __future__ import annotations

import ast
import contextlib
import os
import re
import shutil
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from graders.quality_rules.findings import Finding
from graders.quality_rules.programs import needed, run
from sandbox.leftovers import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graders.quality_rules.source import Source

SECONDS = 30.0
PURPOSE = "checks of types"
WHY_TYPES = (
    "Types that are checked find the None, the text in place of a number and the forgotten case before a user does."
)
WHY_SWITCH = "What the checker is told not to look at is not checked."
OPTIONS = (
    "--config-file=",
    "--strict",
    "--disallow-any-explicit",
    "--warn-unreachable",
    "--no-site-packages",
    "--platform=linux",
    "--no-error-summary",
    "--no-color-output",
    "--hide-error-context",
    "--show-error-codes",
)
WARM = "import abc, collections, dataclasses, datetime, decimal, enum, functools, itertools, json, re, typing\n"
"""What the cache is made with: it holds what mypy knows of these, which takes it seconds to find out."""
_LINE = re.compile(r"(?P<file>[^:]+):(?P<line>\d+): error: (?P<what>.*?)(?:  \[(?P<code>[a-z-]+)\])?$")
_OPT_OUTS = frozenset({"no_type_check", "no_type_check_decorator", "MYPY", "cast", "Any"})


def untyped(sources: Sequence[Source]) -> list[Finding]:
    """Every place that mypy objects to, or is told not to look at."""
    needed("mypy", PURPOSE)
    found = [finding for source in sources for finding in opt_outs(source)]
    with temporary_folder("mypy") as folder:
        work, cache = folder / "work", folder / "cache"
        for source in sources:
            path = work / source.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source.plain, encoding="utf-8")
        _copy_cache(cache, folder)
        names = [source.name for source in sources]
        status, out, err = run(_command(cache, names), folder=work, seconds=SECONDS)
    told = list(_findings(out))
    if status and not told:
        first = next((line for line in (out + err).splitlines() if line.strip()), f"it ended with status {status}")
        told = [Finding(file=names[0], line=0, what=f"mypy can't read this file: {first[:200]}")]
    return found + told


def opt_outs(source: Source) -> Iterator[Finding]:
    """Where the code itself turns the checks off for a part of it."""
    for node in ast.walk(source.tree):
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if name in _OPT_OUTS and name != "Any":  # mypy itself has a word for that one
            what = f"{name} keeps the checker from looking"
            yield Finding(file=source.name, line=getattr(node, "lineno", 0), what=what, why=WHY_SWITCH)
        elif name == "TYPE_CHECKING" and not _plain_condition(source.tree, node):
            what = "what stands under this condition is not what is checked"
            yield Finding(file=source.name, line=getattr(node, "lineno", 0), what=what, why=WHY_SWITCH)


def _plain_condition(tree: ast.Module, name: ast.AST) -> bool:
    """Whether a name is the whole of the condition of an ``if`` that has no ``else``."""
    return any(isinstance(node, ast.If) and node.test is name and not node.orelse for node in ast.walk(tree))


def _command(cache: Path, names: Sequence[str]) -> list[str]:
    least = "{}.{}".format(*sys.version_info[:2])
    return [sys.executable, "-I", "-m", "mypy", *OPTIONS, "--python-version", least, "--cache-dir", str(cache), *names]


def _findings(out: str) -> Iterator[Finding]:
    for line in out.splitlines():
        found = _LINE.match(line)
        if found:
            yield Finding(
                file=found["file"],
                line=int(found["line"]),
                what=found["what"],
                why=WHY_TYPES,
                code=found["code"] or "mypy",
            )


def _copy_cache(target: Path, folder: Path) -> None:
    """Give this run a copy of what mypy knows of the standard library; a run never writes to what others use."""
    place = _cache_folder()
    if not place.is_dir():
        _make_cache(place, folder)
    if place.is_dir():
        shutil.copytree(place, target)


def _cache_folder() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    name = f"mypy-{version('mypy')}-python{sys.version_info.major}.{sys.version_info.minor}"
    return Path(home).expanduser() / "kata" / name


def _make_cache(place: Path, folder: Path) -> None:
    """Make it once, from a file of ours. Where it can't be kept, each run takes a few seconds longer."""
    first, made = folder / "warm", folder / "warm-cache"
    first.mkdir()
    (first / "warm.py").write_text(WARM, encoding="utf-8")
    run(_command(made, ["warm.py"]), folder=first, seconds=SECONDS)
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        near = place.with_name(f"{place.name}-{os.getpid()}")
        shutil.copytree(made, near)
        try:
            near.rename(place)
        except OSError:  # another run was first
            shutil.rmtree(near)
