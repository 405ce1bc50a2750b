"""How exceptions cross: class, arguments, attributes and text by value, and a reference to the thing itself.

The trusted side makes builtin exceptions by name from a fixed table: what is below ``Exception``, and
``SystemExit``. Anything else a solution may raise (``KeyboardInterrupt``, ``GeneratorExit``, its own class
right below ``BaseException``) becomes a ``RemoteBaseException``, which is an ordinary exception here: a
solution cannot end the run of the tests by raising.

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

import builtins
from itertools import chain

from sandbox.leaves import Malformed
from sandbox.remote import Ref, RemoteMeta

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from typing import Any

    from sandbox.bridge import Bridge
    from sandbox.values import Decoder, Encoder

BUILTIN: dict[str, type[BaseException]] = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException) and name == kind.__name__
}
"""Every builtin exception by its name."""
_BRIEF, _WHOLE = 3, 9
"""How many fields a node has: that of an end of iteration is brief, for there are many."""
MAX_CHAIN = 4
MAX_FRAMES = 20
MAX_TEXT = 10_000
_ITERATION = (StopIteration, StopAsyncIteration)
_EXTRA = ("name", "path", "filename", "filename2", "errno", "strerror", "lineno", "offset", "text", "msg")
"""Attributes of builtin exceptions that are in no ``__dict__``."""


class RemoteBaseException(Exception):
    """A solution raised something that is no ``Exception``; ``args[0]`` is the name of its class."""


def write(bridge: Bridge, encoder: Encoder, error: BaseException, depth: int, links: int = 0) -> Any:
    """The node for an exception."""
    kind = type(error)
    known = BUILTIN.get(kind.__name__) is kind
    if known and isinstance(error, _ITERATION):
        return {"exception": [0, kind.__name__, encoder.visit(tuple(error.args), depth + 1)]}
    private = bridge.private and not known
    hidden = bridge.private and isinstance(error, AssertionError)  # its text may tell what a test expects
    attributes = {} if bridge.private else _attributes(error)
    text = None if known or private or hidden or kind.__str__ is BaseException.__str__ else _text_of(error)
    related = (error.__cause__, error.__context__) if links < MAX_CHAIN and not bridge.private else (None, None)
    return {
        "exception": [  # written in the order in which it is read, for containers are numbered as they come
            bridge.handles.export(error),
            kind.__name__ if known else encoder.visit(kind, depth + 1),
            encoder.visit(() if private or hidden else _arguments(error), depth + 1),
            encoder.visit(tuple(chain.from_iterable(attributes.items())), depth + 1),
            text,
            *(None if one is None else write(bridge, encoder, one, depth + 1, links + 1) for one in related),
            error.__suppress_context__,
            bridge.frames(error),
        ]
    }


def _arguments(error: BaseException) -> tuple[Any, ...]:
    """What it was made with. The list of a group becomes a tuple: lists are filled when all else is made."""
    group = BUILTIN.get("BaseExceptionGroup")
    if group is None or not isinstance(error, group):
        return tuple(error.args)
    return tuple(tuple(given) if type(given) is list else given for given in error.args)


def _attributes(error: BaseException) -> dict[str, Any]:
    found = {name: getattr(error, name) for name in _EXTRA if type(getattr(error, name, None)) in {str, int}}
    found.update({name: value for name, value in vars(error).items() if not name.startswith("__")})
    return found


def _text_of(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception as broken:  # noqa: BLE001 - a class of the learner's; its __str__ may do anything
        text = f"(str() of this {type(error).__name__} raised {type(broken).__name__})"
    return f"{text:.{MAX_TEXT}}" if type(text) is str else ""


def read(bridge: Bridge, decoder: Decoder, content: Any, depth: int) -> BaseException:
    """The exception that a node stands for."""
    if type(content) is not list or len(content) not in {_BRIEF, _WHOLE}:
        raise Malformed("an exception of the wrong shape")
    number, named, args = content[0], content[1], decoder.visit(content[2], depth + 1)
    kind = _kind(bridge, decoder, named, depth)
    if type(args) is not tuple:
        raise Malformed("an exception without arguments")
    error = _make(kind, args)
    if kind is RemoteBaseException:
        error.args = (named if type(named) is str else "BaseException", *args)
    if len(content) == _BRIEF:
        return error
    attributes = decoder.visit(content[3], depth + 1)
    if type(attributes) is not tuple or len(attributes) % 2:
        raise Malformed("an exception with odd attributes")
    ref = bridge.track(number)
    _restore(error, attributes, content[4], ref)
    cause, context = (None if node is None else decoder.visit(node, depth + 1) for node in content[5:7])
    for other in (cause, context):
        if other is not None and not isinstance(other, BaseException):
            raise Malformed("a cause that is no exception")
    error.__cause__, error.__context__ = cause, context
    error.__suppress_context__ = content[7] is True
    vars(error)["learner_traceback"] = bridge.read_frames(content[8])
    return error


def _kind(bridge: Bridge, decoder: Decoder, named: Any, depth: int) -> type[BaseException]:
    if type(named) is str:
        kind = BUILTIN.get(named)
        if kind is None:
            raise Malformed("an exception of an unknown class")
    else:
        found = decoder.visit(named, depth + 1)
        if not (isinstance(found, type) and issubclass(found, BaseException)):
            raise Malformed("an exception whose class is none")
        kind = found
    return raisable(kind) if bridge.private else kind


def raisable(kind: type[BaseException]) -> type[BaseException]:
    """What stands on the trusted side for a builtin exception that must not be raised there."""
    return kind if issubclass(kind, (Exception, SystemExit)) else RemoteBaseException


def _make(kind: type[BaseException], args: tuple[Any, ...]) -> BaseException:
    """An instance with these arguments, made without running what a test's own class does in ``__init__``."""
    builtin = next(base for base in kind.__mro__ if BUILTIN.get(base.__name__) is base)
    try:
        error = kind.__new__(kind, *args)
        builtin.__init__(error, *args)
    except (TypeError, ValueError):  # UnicodeDecodeError and the like, with arguments that are not theirs
        error = Exception.__new__(kind if issubclass(kind, Exception) else RemoteBaseException)
    error.args = args
    return error


def _restore(error: BaseException, attributes: tuple[Any, ...], text: Any, ref: Ref | None) -> None:
    own = vars(error)
    for name, value in zip(attributes[::2], attributes[1::2]):  # noqa: B905 - as long as each other
        if type(name) is not str or name.startswith("__"):
            raise Malformed("an exception with odd attributes")
        if name not in _EXTRA:
            own[name] = value
        elif type(value) in {str, int} and getattr(error, name, None) is None:
            _set_extra(error, name, value)
    if ref is not None:
        own["__remote__"] = ref
    if type(type(error)) is RemoteMeta and type(text) is str:
        own["__remote_text__"] = text[:MAX_TEXT]


def _set_extra(error: BaseException, name: str, value: Any) -> None:
    try:
        setattr(error, name, value)
    except (AttributeError, TypeError):
        vars(error)[name] = value
