"""The program inside a sandbox that holds a learner's Python solution and does what a test asks of it.

It is asked over descriptor 3 and answers over descriptor 4, messages with a length before them. It shares the
process with the solution, so nothing it says is more than the solution's word; what it takes care of is that
an honest solution, and one that merely is wrong, behaves as it would when imported in place.

The text of this file and of those it imports from ``sandbox`` is sent as one program
(``sandbox/drivers/__init__.py``); Python 3.9 or newer, the standard library only.
"""

from __future__ import annotations

import builtins
import os
import struct
import sys
import types

from sandbox.bridge import Bridge
from sandbox.containers import plain_content
from sandbox.describe import describe
from sandbox.exceptions import MAX_FRAMES
from sandbox.mirrors import Mirrors
from sandbox.names import imported
from sandbox.objects import Peer
from sandbox.special import bound_special
from sandbox.values import from_trusted

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, NoReturn

    from sandbox.remote import Ref

_HEADER = struct.Struct(">I")
_CHUNK = 1 << 16
_SYNTAX_ERROR_PARTS = 2
_HEADROOM = 60
"""Frames that must be left before a call back is begun: it must not break off in the middle."""


class Pipes:
    """Messages over the two descriptors."""

    def __init__(self, receiving: int, sending: int) -> None:
        self._receiving = receiving
        self._sending = sending
        self._buffer = b""

    def send(self, payload: bytes) -> None:
        """Send one message."""
        data = _HEADER.pack(len(payload)) + payload
        done = os.write(self._sending, data)
        while done < len(data):
            done += os.write(self._sending, memoryview(data)[done:])

    def receive(self) -> bytes:
        """The next message; the program ends when there is none."""
        buffer = self._buffer
        while len(buffer) < _HEADER.size:
            buffer += self._read(_CHUNK)
        end = _HEADER.size + _HEADER.unpack_from(buffer)[0]
        if len(buffer) < end:
            parts = [buffer]
            missing = end - len(buffer)
            while missing > 0:
                parts.append(self._read(max(missing, _CHUNK)))
                missing -= len(parts[-1])
            buffer = b"".join(parts)
        self._buffer = buffer[end:]
        return buffer[_HEADER.size : end]

    def fail(self, message: str) -> NoReturn:
        """The test's side is trusted, so this is a mistake of ours: say it and end."""
        os.write(2, f"{message}\n".encode(errors="replace"))
        os._exit(70)

    def _read(self, size: int) -> bytes:
        data = os.read(self._receiving, size)
        if not data:
            os._exit(0)
        return data


class Inside:
    """Where the solution's stand-ins for a test's objects send what is done to them."""

    by_call = False

    def __init__(self, root: str) -> None:
        self.peer: Any = None
        self._root = root
        self._prefix = root + os.sep

    def request(
        self,
        ref: Ref,
        method: str,
        name: str | None = None,
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Do something to an object of the test."""
        if not self.peer.answering:
            raise RuntimeError("the test is not waiting for anything, so nothing of it can be called now")
        _headroom(_HEADROOM)
        return self.peer.request(method, ref.number, name, args, kwargs)

    def special(self, owner: Any, name: str, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        """An operator or a builtin function on an object of the test."""
        return self.request(owner.__remote__, "special", name, args, kwargs)

    def member(self, owner: Any, ref: Ref, name: str, args: Sequence[Any]) -> Any:
        """The same on a member of one of its enumerations."""
        return self.request(ref, "invoke", name, (owner, *args))

    def invoke(self, owner: Any, name: str, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        """A method of an object of the test."""
        return self.request(owner.__remote__, "invoke", name, args, kwargs)

    def reads(self, *_: Any) -> None:
        """A test's text is a text here."""

    def took(self, *_: Any) -> None:
        """Whatever a solution takes of a test's, it may ask."""

    def equal(self, owner: Any, other: Any) -> Any:
        """``owner == other``: the test decides."""
        return True if owner is other else self.request(owner.__remote__, "special", "__eq__", (other,))

    def dead(self, _: Ref) -> bool:
        """Never: this program ends with its conversation."""
        return False

    def locate(self, ref: Ref) -> None:
        """There is one conversation only."""
        raise ReferenceError(ref.label)

    def module(self, ref: Ref) -> Any:
        """No module of a test comes here."""
        raise TypeError(ref.label)

    def rebound(self) -> None:
        """Nothing of a test's is kept by name."""

    def frames(self, error: BaseException) -> list[Any]:
        """Where in the learner's files an exception comes from."""
        found: list[Any] = []
        step = error.__traceback__
        while step is not None:
            code = step.tb_frame.f_code
            name = self.relative(code.co_filename)
            if name is not None:
                found.append([name[:1000], step.tb_lineno or 0, code.co_name[:1000]])
            step = step.tb_next
        return found[-MAX_FRAMES:]

    def path(self, *parts: str) -> str:
        """The path of something in the work folder."""
        return self._prefix + os.sep.join(parts)  # noqa: PTH118 - pathlib costs start-up time

    def relative(self, filename: Any) -> str | None:
        """The name of a learner's file below the work folder; None for another file."""
        if type(filename) is str and filename.startswith(self._prefix):
            return filename[len(self._prefix) :]
        return None


def _headroom(frames: int) -> None:
    if frames:
        _headroom(frames - 1)


class Operations:
    """What a test may ask for, which is everything."""

    fatal: tuple[type[BaseException], ...] = ()

    def __init__(self, inside: Inside, shared: dict[str, Any]) -> None:
        self._inside = inside
        self._shared = shared
        self._loop: Any = None
        self._given: dict[tuple[int, str], tuple[dict[str, Any], str, Any]] = {}
        self._operations = {name[3:]: getattr(self, name) for name in dir(type(self)) if name.startswith("do_")}

    def perform(self, method: str, on: Any, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """Do what the test asks."""
        return self._operations[method](on, name, args, kwargs)

    def rebound(self) -> bool:
        """Whether a function or class that was got from a module has been replaced there."""
        for names, name, value in self._given.values():
            if names.get(name) is not value:
                self._given.clear()
                return True
        return False

    def do_import(self, _: Any, name: str, *__: Any) -> Any:
        """Import a module, a learner's own file before one of the same name that Python has loaded."""
        loaded = sys.modules.get(name)
        own = self._inside.path(*name.split("."))
        foreign = loaded is not None and self._inside.relative(getattr(loaded, "__file__", None)) is None
        if foreign and any(map(os.path.exists, (f"{own}.py", own))):
            del sys.modules[name]
        try:
            __import__(name)
        except SyntaxError as error:
            file = self._inside.relative(error.filename)
            if file is not None and len(error.args) == _SYNTAX_ERROR_PARTS:
                error.filename = file
                error.args = (error.args[0], (file, *error.args[1][1:]))
            raise
        return sys.modules[name]

    def do_find(self, _: Any, name: str, args: list[Any], __: Any) -> Any:
        """Something by its module and qualified name."""
        self.do_import(None, name)
        return imported(name, args[0])

    def do_share(self, _: Any, __: str, args: list[Any], ___: Any) -> None:
        """Make the modules that both sides have the source of."""
        for name, text in args[0].items():
            module = types.ModuleType(name)
            module.__file__ = self._inside.path(f"{name}.py")
            self._shared[name] = sys.modules[name] = module
            exec(compile(text, module.__file__, "exec"), module.__dict__)  # noqa: S102 - the exercise's own module

    def do_call(self, on: Any, _: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """Call it."""
        return on(*args, **kwargs)

    def do_invoke(self, on: Any, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """Call an attribute of it."""
        return getattr(on, name)(*args, **kwargs)

    def do_get(self, on: Any, name: str, *_: Any) -> Any:
        """An attribute; of a class's dictionary, a copy."""
        value = getattr(on, name)
        if type(on) is types.ModuleType and isinstance(value, (types.FunctionType, type)):
            self._given[id(on), name] = (on.__dict__, name, value)
        return dict(value) if name == "__dict__" else value

    def do_set(self, on: Any, name: str, args: list[Any], _: Any) -> None:
        """Set an attribute."""
        setattr(on, name, args[0])

    def do_delete(self, on: Any, name: str, *_: Any) -> None:
        """Delete an attribute."""
        delattr(on, name)

    def do_special(self, on: Any, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """Do what an operator or a builtin function does: the method is looked up on the class."""
        return bound_special(on, name)(*args, **kwargs)

    def do_describe(self, on: Any, *_: Any) -> Any:
        """What a mirror of the class needs."""
        return describe(on, private=False)

    def do_names(self, on: Any, *_: Any) -> list[str]:
        """What ``dir`` gives."""
        return [name for name in dir(on) if type(name) is str]

    def do_public(self, on: Any, *_: Any) -> list[str]:
        """What ``from module import *`` takes."""
        public = getattr(on, "__all__", None)
        return list(public) if public is not None else [name for name in vars(on) if name[0] != "_"]

    def do_field(self, _: Any, name: str, args: list[Any], __: Any) -> Any:
        """An attribute of a member of an enumeration."""
        return getattr(args[0], name)

    def do_content(self, on: Any, *_: Any) -> Any:
        """What an instance of a class over a builtin container holds."""
        return plain_content(on)

    def do_signature(self, on: Any, *_: Any) -> Any:
        """Name, kind and default (none, or one in a list) of each parameter; None when Python cannot tell."""
        import inspect

        try:
            parameters = inspect.signature(on).parameters.values()
        except (TypeError, ValueError):
            return None
        return [
            (item.name, int(item.kind), [] if item.default is inspect.Parameter.empty else [item.default])
            for item in parameters
        ]

    def do_copy(self, on: Any, name: str, *_: Any) -> Any:
        """A copy, by ``copy.copy`` or ``copy.deepcopy``."""
        import copy

        return getattr(copy, name)(on)

    def do_await(self, on: Any, *_: Any) -> Any:
        """Run an awaitable to its end, on one event loop for all of them."""
        import asyncio

        async def whole() -> Any:
            return await on

        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        return self._loop.run_until_complete(whole())


def _quiet_flush() -> None:
    """Send on what the solution printed, before the answer that it belongs to."""
    for stream in (sys.stdout, sys.stderr):
        try:  # noqa: SIM105 - contextlib costs more than this whole function
            stream.flush()
        except Exception:  # noqa: BLE001, S110 - a learner's own stream may be closed, None, or anything
            pass


def main() -> None:
    """Serve the solution in the current folder until the test's side goes away."""
    import _sitebuiltins

    root = os.getcwd()  # noqa: PTH109 - pathlib costs start-up time
    sys.path.insert(0, root)
    packages = os.environ.pop("KATA_PACKAGES", "")
    if packages:  # last, so that none of them stands in for the library
        sys.path.append(packages)
    sys.argv[:] = [""]
    sys.dont_write_bytecode = True
    sys.modules["__main__"] = types.ModuleType("__main__")
    for name in ("exit", "quit"):
        setattr(builtins, name, _sitebuiltins.Quitter(name, "Ctrl-D (i.e. EOF)"))
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    os.set_inheritable(3, False)
    os.set_inheritable(4, False)
    inside, shared = Inside(root), {}  # type: ignore[var-annotated]
    bridge = Bridge(inside, Mirrors(private=False), private=False, shared=shared)
    numbers = iter(range(1, 1 << 53))
    peer = Peer(
        Pipes(3, 4),
        Operations(inside, shared),
        bridge,
        next_id=lambda: next(numbers),
        before_sending=_quiet_flush,
        read=from_trusted,
    )
    inside.peer = peer
    peer.serve()
