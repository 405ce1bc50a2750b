"""The programs that run inside a sandbox: each loads a solution in its language and serves calls."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_PYTHON_MODULES = (
    *("leaves", "containers", "values", "names", "remote", "special", "describe", "exceptions"),
    *("mirrors", "handles", "bridge", "objects", "drivers.python"),
)
"""What the Python driver is made of, each before those that import it."""

_PYTHON_BOOT = """\
import sys, types
def boot():
    names = ["sandbox", "sandbox.drivers"]
    for name in names:
        sys.modules[name] = types.ModuleType(name)
    for name, text in SOURCES:
        module = types.ModuleType("sandbox." + name)
        names.append(module.__name__)
        sys.modules[module.__name__] = module
        setattr(sys.modules["sandbox"], name, module)
        exec(compile(text, "<driver>/" + name, "exec"), module.__dict__)
    for name in names:
        del sys.modules[name]  # a learner's own module may have the name
    return module.main
boot()()
"""


@lru_cache(maxsize=1)
def python_program() -> str:
    """The driver of the function grader for Python, with all that it imports of this package."""
    sources = [(name, _source(f"../{name.replace('.', '/')}.py")) for name in _PYTHON_MODULES]
    return f"SOURCES = {sources!r}\n{_PYTHON_BOOT}"


def sqlite_program() -> str:
    """The driver of the query grader for SQLite."""
    return _source("sqlite.py")


def _source(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
