"""pytest itself as files that go into a sandbox: the very version that kata runs with, whatever the sandbox holds.

So no image and no machine has to have it, and what a learner's tests do is the same everywhere. The compiled modules
go in too, marked so that Python takes them without looking at times (PEP 552), because compiling all of pytest takes
longer than any suite.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.machinery import SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source, find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from graders.errors import ProgramMissing
from sandbox.drivers import Program

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = ("pytest", "_pytest", "py", "pluggy", "iniconfig", "packaging", "pygments")
PYGMENTS = frozenset({"formatters", "lexers"})
"""Folders of that package with a module for each language and each form of output, of which few are needed."""
NEEDED = frozenset({"__init__", "_mapping", "diff", "python", "terminal"})
_UNCHECKED = (1).to_bytes(4, "little") + bytes(8)
"""Flags and hash of a compiled module that is never compared with its source."""
_HEAD_BYTES = 16


@lru_cache(maxsize=1)
def program() -> Program:
    """The program that runs a suite inside, with all of pytest beside it."""
    files = {"suite.py": (Path(__file__).parent / "inside.py").read_bytes()}
    for package in PACKAGES:
        for path, name in _modules(package):
            files[name] = path.read_bytes()
            compiled = _compiled(path)
            if compiled:
                files[cache_from_source(name)] = compiled
    return Program(files, ("{python}", "-I", "-S", "../lib/suite.py"))


def _modules(package: str) -> Iterator[tuple[Path, str]]:
    """The modules of a package, with the names that they get."""
    spec = find_spec(package)
    if spec is not None and spec.origin is not None and not spec.submodule_search_locations:
        yield Path(spec.origin), f"{package}.py"
        return
    if spec is None or not spec.submodule_search_locations:
        raise ProgramMissing(f"{package}, which pytest is made of, is no folder of files here. Install pytest anew.")
    root = Path(spec.submodule_search_locations[0])
    for path in sorted(root.rglob("*.py")):
        relative = path.relative_to(root)
        if package != "pygments" or relative.parts[0] not in PYGMENTS or path.stem in NEEDED:
            yield path, f"{package}/{relative.as_posix()}"


def _compiled(path: Path) -> bytes:
    """The compiled module with another head; empty where it was never compiled and can't be."""
    cached = Path(cache_from_source(str(path)))
    if not cached.is_file():
        SourceFileLoader(path.stem, str(path)).get_code(path.stem)  # compiles, and keeps it where that is allowed
    try:
        content = cached.read_bytes()
    except FileNotFoundError:
        return b""
    return MAGIC_NUMBER + _UNCHECKED + content[_HEAD_BYTES:] if content.startswith(MAGIC_NUMBER) else b""
