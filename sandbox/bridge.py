"""How what has no value of its own crosses, and what it becomes on the other side.

Each side numbers the objects of its own that the other may name. ``{"object": [number, ...]}``, and likewise
``class``, ``function``, ``module``, ``exception`` and ``value`` (an instance of a class over an immutable
builtin), give the receiver something of the sender's. ``{"yours": number}`` names something that the receiver
gave before, and ``bound`` a method of it. ``{"global": [module, name]}`` is what both have, ``member`` a member
of an enumeration, ``record`` and ``raised`` an instance of a class whose source both have.

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

import types
from itertools import chain

from sandbox import exceptions
from sandbox.describe import immutable_base, is_enumeration, is_plain_enum
from sandbox.handles import Handles
from sandbox.leaves import Malformed, Unsendable
from sandbox.names import global_name, imported, known
from sandbox.remote import Ref, RemoteFunction, RemoteMeta, RemoteMethod, RemoteObject

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sandbox.mirrors import Mirrors
    from sandbox.remote import Home
    from sandbox.values import Decoder, Encoder

_NEVER = (types.FrameType, types.CodeType, types.ModuleType)
"""What a solution is never given, whatever a test does."""
_MAX_NAME = 1_000


class Bridge:
    """What crosses by handle in one conversation.

    Args:
        home: where stand-ins send what is done to them.
        mirrors: the classes made so far, which outlive a conversation.
        private: whether this is the trusted side: what it has is kept from the far side unless a test gives it.
        shared: the modules by name whose source both sides have.
    """

    def __init__(self, home: Home, mirrors: Mirrors, *, private: bool, shared: dict[str, Any]) -> None:
        self.private = private
        self.shared = shared
        self.handles = Handles()
        self.peer: Any = None
        self.home = home
        self._mirrors = mirrors
        self._classes: dict[int, type] = {}

    # --- writing --------------------------------------------------------------------------------------

    def write(self, encoder: Encoder, value: Any, depth: int) -> Any:
        """The node for a value that is no plain one."""
        kind = type(value)
        if isinstance(kind, RemoteMeta) or kind is RemoteFunction or kind is RemoteMeta:
            ref = value.__remote_class__ if kind is RemoteMeta else value.__remote__
            return {"yours": self._number_of(ref)}
        if kind is RemoteMethod:
            return {"bound": [self._number_of(value.__self__.__remote__), value.__name__]}
        if kind is types.TracebackType:
            return None
        if issubclass(kind, BaseException):
            return self._write_exception(encoder, value, depth)
        ref = self._mirrors.refs.get(value if issubclass(kind, type) else kind)
        if ref is not None:
            node = {"yours": self._number_of(ref)}
            return node if issubclass(kind, type) else _member(encoder, node, value, depth)
        named = global_name(value, wide=self.private) or self._shared_name(value, kind)
        return {"global": list(named)} if named is not None else self._write_own(encoder, value, kind, depth)

    def _write_own(self, encoder: Encoder, value: Any, kind: type, depth: int) -> Any:
        """The node for something that the far side may only have by number."""
        export = self.handles.export
        if issubclass(kind, type):
            return {"class": [export(value), value.__module__, value.__qualname__]}
        if kind is types.FunctionType:
            return {"function": [export(value), value.__module__, value.__qualname__]}
        if self._is_shared(kind):
            return encoder.number(value) or {
                "record": [kind.__module__, kind.__qualname__, encoder.later(value, depth)]
            }
        if issubclass(kind, types.ModuleType):
            held = vars(value).get("__remote__")
            if held is not None:
                return {"yours": self._number_of(held)}
            if not self.private:
                return {"module": [export(value), value.__name__]}
        if self.private and issubclass(kind, _NEVER):
            raise Unsendable(f"a {kind.__name__} cannot be given to a solution")
        if not self.private and is_plain_enum(kind):
            return _member(encoder, self.write(encoder, kind, depth), value, depth)
        whole = [export(value), export(kind), kind.__module__, kind.__qualname__]
        base = immutable_base(kind)
        if base is None:
            return {"object": whole}
        return {"value": [*whole, encoder.visit(_plain(base, value), depth + 1)]}

    def _write_exception(self, encoder: Encoder, error: Any, depth: int) -> Any:
        kind = type(error)
        ref = vars(error).get("__remote__")
        if ref is not None and ref.peer is self.peer:
            return {"yours": ref.number}
        if self._is_shared(kind):
            state = tuple(chain.from_iterable(vars(error).items()))
            parts = [encoder.visit(part, depth + 1) for part in (error.args, state)]
            return {"raised": [kind.__module__, kind.__qualname__, *parts]}
        return exceptions.write(self, encoder, error, depth)

    def _number_of(self, ref: Ref) -> int:
        if ref.peer is not self.peer:
            self.home.locate(ref)
        return ref.number

    def _is_shared(self, kind: type) -> bool:
        if not self.shared:
            return False
        module = self.shared.get(kind.__module__)
        return module is not None and module.__dict__.get(kind.__qualname__) is kind

    def _shared_name(self, value: Any, kind: type) -> tuple[str, str] | None:
        if not self.shared or not (issubclass(kind, type) or kind is types.FunctionType):
            return None
        module = self.shared.get(value.__module__)
        same = module is not None and module.__dict__.get(value.__qualname__) is value
        return (value.__module__, value.__qualname__) if same else None

    # --- reading --------------------------------------------------------------------------------------

    def read(self, decoder: Decoder, tag: str, content: Any, depth: int) -> Any:
        """The value for a node that is no plain one. Raises ``Malformed``."""
        if tag == "yours":
            return self.handles.exported(content)
        if tag == "object":
            number, class_number, module, qualname = content
            return self.handles.stand_in(
                number, lambda: self._instance(number, self.class_for(class_number, module, qualname))
            )
        if tag == "exception":
            return exceptions.read(self, decoder, content, depth)
        read = _READERS.get(tag)
        if read is None:
            raise Malformed(f"nothing is known by the tag {tag[:40]!r}")
        return read(self, decoder, content, depth)

    def track(self, number: Any, path: tuple[str, str] | None = None) -> Ref:
        """The reference to a far object that has no stand-in of its own."""
        ref = self.handles.stand_in(number, lambda: Ref(self.home, self.peer, number, path))
        return ref if type(ref) is Ref else Ref(self.home, self.peer, number, path)

    def class_for(self, number: Any, module: Any, qualname: Any) -> type:
        """The mirror of the far class with this number."""
        mirror = self._classes.get(number) if type(number) is int else None
        if mirror is not None:
            return mirror
        if type(number) is not int or number <= 0:
            raise Malformed("a class without a number")
        path = _path(module, qualname)
        ref = Ref(self.home, self.peer, number, None if "<" in qualname else path, qualname)
        mirror = self._mirrors.known(self.peer, path)
        if mirror is not None:
            self._mirrors.renew(mirror, ref)
        else:
            description = self.peer.request("describe", number)
            mirror = self._classes.get(number) or self._mirror(ref, description)
        self._classes[number] = mirror
        return mirror

    def _mirror(self, ref: Ref, description: Any) -> type:
        try:
            return self._mirrors.make(ref, description)
        except (TypeError, ValueError, AttributeError, LookupError) as error:
            raise Malformed(f"no class: {error}") from None

    def _instance(self, number: int, mirror: type) -> Any:
        if not issubclass(mirror, RemoteObject):
            raise Malformed("an object of a class whose instances cross otherwise")
        stand_in = object.__new__(mirror)
        object.__setattr__(stand_in, "__remote__", Ref(self.home, self.peer, number, None, mirror.__name__))
        return stand_in

    def read_class(self, _: Decoder, content: Any, __: int) -> Any:
        """A class of the far side."""
        number, module, qualname = content
        return self.class_for(number, module, qualname)

    def read_function(self, _: Decoder, content: Any, __: int) -> Any:
        """A function of the far side."""
        number, module, qualname = content
        path = _path(module, qualname)
        ref = Ref(self.home, self.peer, number, None if "<" in qualname else path, qualname)
        return self.handles.stand_in(number, lambda: RemoteFunction(ref, module, qualname.rpartition(".")[2], qualname))

    def read_module(self, _: Decoder, content: Any, __: int) -> Any:
        """A module of the far side."""
        number, name = content
        return self.home.module(self.track(number, (_path(name, "")[0], "")))

    def read_bound(self, _: Decoder, content: Any, __: int) -> Any:
        """A method of an object of this side."""
        number, name = content
        if type(name) is not str:
            raise Malformed("a method without a name")
        return self.peer.operations.perform("get", self.handles.exported(number), name, [], {})

    def read_global(self, _: Decoder, content: Any, __: int) -> Any:
        """What both sides have by this name."""
        module, name = content
        found = known(module, name)
        if found is None and module in self.shared:
            found = self.shared[module].__dict__.get(name)
            if not isinstance(found, (type, types.FunctionType)) or found.__module__ != module:
                raise Malformed("a name that is not shared")
        if found is None:
            if self.private:
                raise Malformed("a name that a solution may not use")
            found = imported(module, name)
        return found

    def read_record(self, decoder: Decoder, content: Any, depth: int) -> Any:
        """An instance of a class that both sides have the source of."""
        module, qualname, nodes = content
        kind = self.read_global(decoder, [module, qualname], depth)
        if not isinstance(kind, type) or not self._is_shared(kind) or issubclass(kind, BaseException):
            raise Malformed("a record of a class that is not shared")
        return decoder.later(object.__new__(kind), nodes, depth)

    def read_raised(self, decoder: Decoder, content: Any, depth: int) -> Any:
        """An exception of a class that both sides have the source of."""
        module, qualname, *parts = content
        kind = self.read_global(decoder, [module, qualname], depth)
        args, state = (decoder.visit(part, depth + 1) for part in parts)
        if not isinstance(kind, type) or not issubclass(kind, Exception) or not self._is_shared(kind):
            raise Malformed("an exception of a class that is not shared")
        error = kind.__new__(kind, *args)
        error.args = args
        vars(error).update(zip(state[::2], state[1::2]))  # noqa: B905 - Python 3.9 has no strict
        return error

    def read_value(self, decoder: Decoder, content: Any, depth: int) -> Any:
        """An instance of a class over an immutable builtin; what the builtin holds is in it here."""
        number, class_number, module, qualname, node = content
        mirror = self.class_for(class_number, module, qualname)
        value = decoder.visit(node, depth + 1)
        base = immutable_base(mirror)
        if base is None or type(value) is not base:
            raise Malformed("content that is not of its class")
        stand_in = base.__new__(mirror, value)
        object.__setattr__(stand_in, "__remote__", self.track(number))
        return stand_in

    def read_member(self, decoder: Decoder, content: Any, depth: int) -> Any:
        """A member of an enumeration."""
        owner, name, node = content
        kind: Any = decoder.visit(owner, depth + 1)
        value = decoder.visit(node, depth + 1)
        if not (isinstance(kind, type) and is_enumeration(kind)):
            raise Malformed("a member of something that is no enumeration")
        members = vars(kind)["_member_map_"]
        return members[name] if name in members else kind(value)

    # --- tracebacks -----------------------------------------------------------------------------------

    def frames(self, error: BaseException) -> list[Any]:
        """Where in the learner's files an exception comes from: file, line and function, outermost first."""
        return self.home.frames(error)

    def read_frames(self, frames: Any) -> tuple[tuple[str, int, str], ...]:
        """The same, as the far side wrote it."""
        if type(frames) is not list or len(frames) > exceptions.MAX_FRAMES:
            raise Malformed("an odd traceback")
        for frame in frames:
            if type(frame) is not list or list(map(type, frame)) != [str, int, str]:
                raise Malformed("an odd traceback")
            if not (frame[0].isprintable() and frame[2].isprintable()):  # they stand in lines of messages
                raise Malformed("an odd traceback")
        return tuple((frame[0], frame[1], frame[2]) for frame in frames)


def _member(encoder: Encoder, owner: Any, value: Any, depth: int) -> Any:
    name = value.name if type(value.name) is str else None
    return {"member": [owner, name, encoder.visit(value.value, depth + 1)]}


def _plain(base: Any, value: Any) -> Any:
    """The content of an instance of a class over ``base``, which its class cannot falsify."""
    take = _CONTENT.get(base)
    return take(value) if take is not None else base(value)


_CONTENT: dict[type, Callable[[Any], Any]] = {
    int: int.__pos__,
    float: float.__pos__,
    complex: complex.__pos__,
    frozenset: frozenset.copy,
    str: lambda value: str.__getitem__(value, slice(None)),
    bytes: lambda value: bytes.__getitem__(value, slice(None)),
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
}


def _path(module: Any, qualname: Any) -> tuple[str, str]:
    for text in (module, qualname):
        if type(text) is not str or len(text) > _MAX_NAME:
            raise Malformed("a name that is none")
    return module, qualname


_READERS: dict[str, Callable[[Bridge, Decoder, Any, int], Any]] = {
    "bound": Bridge.read_bound,
    "class": Bridge.read_class,
    "function": Bridge.read_function,
    "global": Bridge.read_global,
    "member": Bridge.read_member,
    "module": Bridge.read_module,
    "raised": Bridge.read_raised,
    "record": Bridge.read_record,
    "value": Bridge.read_value,
}
