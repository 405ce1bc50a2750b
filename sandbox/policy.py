"""What a solution may do to the objects that a test handed to it: an allow-list.

* A function, a builtin, a method or a partial may be called, its name and docstring read, and the number of
  arguments asked that it takes (a language where a callback gets more than it wants must know). That is all: no
  ``__globals__``, no ``__code__``, no ``__self__``.
* A generator or a coroutine may be run: ``send``, ``throw``, ``close``. Not its frame or its code.
* A class may be called, and the public attributes read that it, or a base of its own kind, defines.
* Any other object: public attributes may be read, set and deleted, and the operators and protocols used
  whose special methods its class has.
* Frames, code, tracebacks and modules are never given (``sandbox/bridge.py`` refuses to write them), and a
  test's classes, functions and modules are never changed.
"""

from __future__ import annotations

import functools
import types
from typing import TYPE_CHECKING, Any

from sandbox.containers import plain_content
from sandbox.describe import describe
from sandbox.errors import Refused, SandboxError, SessionEnded
from sandbox.special import SPECIAL, bound_special

if TYPE_CHECKING:
    from collections.abc import Callable

_CALLABLE = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
    types.MethodWrapperType,
    types.ClassMethodDescriptorType,
    functools.partial,
)
_ABOUT_CALLABLE = frozenset({"__name__", "__qualname__", "__doc__"})
_RUNNING = (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)
_ABOUT_RUNNING = frozenset({"send", "throw", "close", "asend", "athrow", "aclose"})
_CLOSED = (types.FrameType, types.CodeType, types.TracebackType, types.ModuleType)


class TrustedSide:
    """The operations that a solution may ask for."""

    fatal: tuple[type[BaseException], ...] = (SessionEnded, SandboxError, KeyboardInterrupt)

    def __init__(self) -> None:
        self._operations: dict[str, Callable[[Any, str, list[Any], dict[str, Any]], Any]] = {
            "arity": self._arity,
            "await": self._await,
            "call": self._call,
            "content": self._content,
            "delete": self._delete,
            "describe": self._describe,
            "get": self._get,
            "invoke": self._invoke,
            "names": self._names,
            "set": self._set,
            "special": self._special,
        }

    def rebound(self) -> bool:
        """Never: no module is given to a solution."""
        return False

    def perform(self, method: str, on: Any, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """Do what the solution asks, or raise ``Refused``."""
        operation = self._operations.get(method)
        if operation is None or isinstance(on, _CLOSED):
            raise Refused(f"{method} is not open to a solution")
        return operation(on, name, args, kwargs)

    def _call(self, on: Any, _: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        return on(*args, **kwargs)

    def _arity(self, on: Any, *_: Any) -> int | None:
        return most_arguments(on)

    def _get(self, on: Any, name: str, *_: Any) -> Any:
        _check(on, name)
        return getattr(on, name)

    def _invoke(self, on: Any, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        _check(on, name)
        return getattr(on, name)(*args, **kwargs)

    def _set(self, on: Any, name: str, args: list[Any], _: Any) -> None:
        _check_changeable(on, name)
        (value,) = args
        setattr(on, name, value)

    def _delete(self, on: Any, name: str, *_: Any) -> None:
        _check_changeable(on, name)
        delattr(on, name)

    def _special(self, on: Any, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        if name not in SPECIAL or isinstance(on, type):
            raise Refused(f"{type(on).__name__} has no {name} for a solution")
        return bound_special(on, name)(*args, **kwargs)

    def _describe(self, on: Any, *_: Any) -> Any:
        if not isinstance(on, type):
            raise Refused("only a class is described")
        return describe(on, private=True)

    def _names(self, on: Any, *_: Any) -> list[str]:
        if isinstance(on, (type, *_CALLABLE)):
            return []
        return [name for name in dir(on) if not name.startswith("_")]

    def _content(self, on: Any, *_: Any) -> Any:
        return plain_content(on)

    def _await(self, on: Any, *_: Any) -> Any:
        return run_awaitable(on)


def _check(on: Any, name: str) -> None:
    """Raise ``Refused`` unless the attribute may be read."""
    if isinstance(on, _CALLABLE):
        allowed = name in _ABOUT_CALLABLE
    elif isinstance(on, _RUNNING):
        allowed = name in _ABOUT_RUNNING
    elif isinstance(on, type):
        own = any(name in base.__dict__ for base in on.__mro__ if base.__module__ != "builtins")
        allowed = name in _ABOUT_CALLABLE or (own and not name.startswith("_"))
    else:
        allowed = not name.startswith("_") or name == "__doc__"
    if not allowed:
        raise Refused(f"{type(on).__name__} object has no attribute {name!r} for a solution")


def _check_changeable(on: Any, name: str) -> None:
    if isinstance(on, (type, *_CALLABLE, *_RUNNING)) or name.startswith("_"):
        raise Refused(f"{name!r} of a {type(on).__name__} cannot be changed by a solution")


def most_arguments(function: Any) -> int | None:
    """How many arguments by place a callable takes at most; None when there is no limit, or nobody knows it."""
    import inspect

    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    if any(parameter.kind is parameter.VAR_POSITIONAL for parameter in parameters):
        return None
    placed = {inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD}
    return sum(parameter.kind in placed for parameter in parameters)


def run_awaitable(awaitable: Any) -> Any:
    """Run an awaitable of a test to its end while its own event loop waits.

    Raises:
        RuntimeError: it waits for something that only that loop could bring about.
    """
    import asyncio

    async def whole() -> Any:
        return await awaitable

    coroutine = whole()
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    try:
        while coroutine.send(None) is None:
            pass
    except StopIteration as done:
        return done.value
    coroutine.close()
    raise RuntimeError("a coroutine of the test waits for its event loop, which is busy with the solution")
