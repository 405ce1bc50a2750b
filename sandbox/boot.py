"""How the agent gets into a sandbox: it is the first thing sent on the stream, so no image need hold it.

It goes in compiled, for compiling takes it longer than all the rest of its start, and as text for an interpreter of
another version than ours.
"""

from __future__ import annotations

import marshal
from functools import lru_cache
from importlib.machinery import SourceFileLoader
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import CodeType

FOLDER = Path(__file__).parent
_MODULES = ("plain_json", "agent")
"""What the agent is made of, each before those that import it."""
_LENGTH_BYTES = 4
_EVERY_VERSION = 2
"""The newest form of ``marshal`` that every Python of version 3 reads."""
_BOOT = f"""\
import sys
l = set(sys.modules)
import marshal, os
from _frozen_importlib_external import MAGIC_NUMBER
n, b = {{size}}, b''
while len(b) < n:
    d = os.read(0, n - len(b))
    if not d: os._exit(0)
    b += d
k = {_LENGTH_BYTES} + int.from_bytes(b[:{_LENGTH_BYTES}], 'big')
if MAGIC_NUMBER == {MAGIC_NUMBER!r}:
    p = marshal.loads(b[{_LENGTH_BYTES}:k])
else:
    p = [(a, compile(t, '<' + a + '>', 'exec')) for a, t in marshal.loads(b[k:])]
sys.modules['sandbox'] = type(sys)('sandbox')
for a, c in p:
    m = sys.modules['sandbox.' + a] = type(sys)('sandbox.' + a)
    exec(c, m.__dict__)
m.LOADED |= l
del b, p, c
try:
    m.Agent().serve()
except m.BecomesScript as e:
    t, d = e.text, e.names
del m
exec(compile(t, d['__file__'], 'exec'), d)
"""


@lru_cache(maxsize=1)
def agent_program() -> bytes:
    """What the agent's interpreter reads before anything else."""
    paths = {name: FOLDER / f"{name}.py" for name in _MODULES}
    codes = marshal.dumps([(name, compiled(name, path, f"<{name}>")) for name, path in paths.items()])
    texts = marshal.dumps([(name, path.read_text(encoding="utf-8")) for name, path in paths.items()], _EVERY_VERSION)
    return len(codes).to_bytes(_LENGTH_BYTES, "big") + codes + texts


def agent_command(python: str) -> list[str]:
    """The command that starts the agent: it reads its program from its own standard input first."""
    return [python, "-I", "-S", "-c", _BOOT.replace("{size}", str(len(agent_program())))]


def compiled(name: str, path: Path, shown: str) -> CodeType:
    """The code of a module of ours, from Python's own cache of it where there is one.

    Args:
        name: the module below this package.
        path: its file.
        shown: the file name that tracebacks inside have: no path of this machine is of any use there.
    """
    code = SourceFileLoader(f"sandbox.{name}", str(path)).get_code(f"sandbox.{name}")
    if code is None:
        raise AssertionError(f"{path} is not a module")
    return _renamed(code, shown)


def _renamed(code: CodeType, filename: str) -> CodeType:
    constants = tuple(_renamed(item, filename) if isinstance(item, type(code)) else item for item in code.co_consts)
    return code.replace(co_filename=filename, co_consts=constants)
