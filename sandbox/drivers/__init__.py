"""The programs that run inside a sandbox: each loads a solution in its language and serves calls."""

from __future__ import annotations

import json
import marshal
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.boot import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parents[1]
_SCRIPT = "driver.py"

_PYTHON_MODULES = (
    *(
        "leaves",
        "containers",
        "bounds",
        "container_nodes",
        "plain_json",
        "values",
        "names",
        "remote",
        "special",
        "describe",
        "exceptions",
    ),
    *("mirrors", "handles", "bridge", "objects", "drivers.python"),
)
"""What the Python driver is made of, each before those that import it."""

_PYTHON_BOOT = """\
import sys, types
from _frozen_importlib_external import MAGIC_NUMBER
def parts():
    with open(__file__ + "c", "rb") as file:
        if file.read(len(MAGIC_NUMBER)) == MAGIC_NUMBER:
            import marshal
            return marshal.loads(file.read())  # load() asks the file for every piece
    import json
    with open(__file__ + ".json") as file:
        return [(name, compile(text, "<driver>/" + name, "exec")) for name, text in json.load(file)]
def boot():
    names = ["sandbox", "sandbox.drivers"]
    for name in names:
        sys.modules[name] = types.ModuleType(name)
    for name, code in parts():
        module = types.ModuleType("sandbox." + name)
        names.append(module.__name__)
        sys.modules[module.__name__] = module
        setattr(sys.modules["sandbox"], name, module)
        exec(code, module.__dict__)
    for name in names:
        del sys.modules[name]  # a learner's own module may have the name
    return module.main
boot()()
"""


_JAVASCRIPT_BOOT = """\
'use strict';
const parts = { __proto__: null };
const made = { __proto__: null };
function part(name) {
  if (made[name] === undefined) {
    made[name] = { exports: {} };
    parts[name](made[name]);
  }
  return made[name].exports;
}
"""


@dataclass(frozen=True, slots=True)
class Program:
    """A driver: what is put into ``lib/``, and how it is started from ``work/``.

    Attributes:
        files: name below ``lib/`` to content.
        argv: the command; ``{python}`` stands for the interpreter inside, ``{memory_mib}`` for the memory limit.
    """

    files: Mapping[str, bytes]
    argv: tuple[str, ...]


def script(text: str, beside: Mapping[str, bytes] | None = None) -> Program:
    """A driver written in Python, with what lies beside it by what is added to its name."""
    files = {f"{_SCRIPT}{added}": content for added, content in (beside or {}).items()}
    return Program({_SCRIPT: text.encode(), **files}, ("{python}", "-I", "-S", f"../lib/{_SCRIPT}"))


@lru_cache(maxsize=1)
def python_program() -> Program:
    """The driver of the function grader for Python, with all that it imports of this package.

    It goes in compiled, because compiling it takes as long as all the rest of its start, and as text for an
    interpreter of another version than ours.
    """
    paths = {name: FOLDER / f"{name.replace('.', '/')}.py" for name in _PYTHON_MODULES}
    codes = [(name, compiled(name, path, f"<driver>/{name}")) for name, path in paths.items()]
    texts = [(name, path.read_text(encoding="utf-8")) for name, path in paths.items()]
    beside = {"c": MAGIC_NUMBER + marshal.dumps(codes), ".json": json.dumps(texts).encode()}
    return script(_PYTHON_BOOT, beside)


@lru_cache(maxsize=1)
def javascript_program() -> Program:
    """The driver of the function grader for JavaScript, for Node.js 18 and newer.

    Its files go in as one: Node.js takes twice as long to load them one by one as to run them.
    """
    folder = FOLDER / "drivers" / "javascript"
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))}
    parts = [
        "parts['./" + name + "'] = function (module) {\n" + text.replace("require('./", "part('./") + "};\n"
        for name, text in texts.items()
    ]
    whole = f"{_JAVASCRIPT_BOOT}{''.join(parts)}part('./driver.js');\n"
    return Program({"driver.js": whole.encode()}, ("node", "--max-old-space-size={memory_mib}", "../lib/driver.js"))


@lru_cache(maxsize=1)
def ruby_program() -> Program:
    """The driver of the function grader for Ruby 3.0 and newer."""
    parts = {f"ruby/{path.name}": path.read_bytes() for path in sorted((FOLDER / "drivers" / "ruby").glob("*.rb"))}
    return Program({"driver.rb": _source("ruby.rb"), **parts}, ("ruby", "--disable-gems", "../lib/driver.rb"))


@lru_cache(maxsize=1)
def sqlite_program() -> Program:
    """The driver of the query grader for SQLite."""
    return script(_source("sqlite.py").decode())


def _source(name: str) -> bytes:
    return (FOLDER / "drivers" / name).read_bytes()
