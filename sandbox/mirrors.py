"""Mirrors: a local class for each class of the far side, made from a description of it.

``describe`` says of a class what its mirror needs; ``Mirrors`` makes mirrors and keeps them. Four kinds:

* an ordinary class becomes a subclass of ``RemoteObject``, its instances hold nothing here;
* a class over an immutable builtin (a named tuple, an ``int`` with units) becomes a true subclass of that
  builtin, its instances hold the builtin's content here, so that comparing needs no word from the far side;
* an exception becomes a true exception class below the same builtin exceptions;
* an enumeration becomes a true ``enum.Enum`` with the same members.

A description comes from a hostile side: every field is checked, and nothing is looked up by the names in it
but in fixed tables.

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

import collections
import collections.abc
import enum
import io
import sys
import types

from sandbox.exceptions import raisable
from sandbox.leaves import Malformed
from sandbox.remote import SPECIAL, SPECIAL_METHODS, Ref, RemoteMeta, RemoteObject, fetch

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

LIKE: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(list, dict, set, bytearray, map, filter, zip, enumerate, reversed, property, memoryview),
        *(types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType, types.FunctionType),
        *(types.BuiltinFunctionType, types.MethodType, types.MappingProxyType),
        *(type({}.keys()), type({}.values()), type({}.items())),
        *(collections.deque, collections.OrderedDict, collections.defaultdict, collections.Counter),
        *(io.StringIO, io.BytesIO, io.TextIOWrapper, io.BufferedReader, io.BufferedWriter),
    )
}
"""Builtin kinds whose instances live on the far side, and still are of that kind to ``isinstance`` here."""

ABSTRACT = {
    name: getattr(collections.abc, name)
    for name in ["Sequence", "MutableSequence", "Set", "MutableSet", "Mapping", "MutableMapping", "ByteString", "KeysView"]
    if name != "ByteString"
}
"""The abstract classes that a class joins by registration or inheritance, not by having certain methods."""

_IMMUTABLE = (bool, int, float, complex, str, bytes, tuple, frozenset)
_LAZY_IMMUTABLE = {"decimal": ("Decimal",), "fractions": ("Fraction",)}
_MAX_NAMES = 10_000


def immutable_base(kind: type) -> type | None:
    """The immutable builtin that a class is built on, if any."""
    for base in kind.__mro__[1:]:
        if base in _IMMUTABLE:
            return base
        if base.__name__ in _LAZY_IMMUTABLE.get(base.__module__, ()):
            module = sys.modules.get(base.__module__)
            if getattr(module, base.__name__, None) is base:
                return base
    return None


# --- describing -------------------------------------------------------------------------------------------


def describe(kind: type, *, private: bool) -> dict[str, Any]:
    """What the far side needs to make a mirror of ``kind``.

    Args:
        kind: the class.
        private: say its names and special methods only, as an untrusted far side may know of a test's class.
    """
    value = immutable_base(kind)
    special = _special_of(kind, value)
    description: dict[str, Any] = {
        "name": kind.__name__,
        "qualname": kind.__qualname__,
        "module": str(kind.__module__),
        "special": sorted(name for name, method in special.items() if method is not None),
        "hashable": special.get("__hash__", True) is not None,
        "like": next((base.__name__ for base in kind.__mro__ if LIKE.get(base.__name__) is base), None),
        "value": value,
        "bases": [base for base in kind.__bases__ if issubclass(base, BaseException)] if private else [],
        "methods": [],
    }
    if private:
        return description
    description["doc"] = kind.__doc__ if type(kind.__doc__) is str else None
    description["bases"] = [base for base in kind.__bases__ if base is not object]
    description["methods"] = sorted(_methods_of(kind))
    description["abstract"] = [name for name, abstract in ABSTRACT.items() if issubclass(kind, abstract)]
    fields = kind.__dict__.get("__dataclass_fields__")
    if type(fields) is dict:
        description["fields"] = [[field.name, field.init, field.repr, field.compare] for field in fields.values()]
    if is_plain_enum(kind):
        description["statics"] = [
            name for name, held in kind.__dict__.items() if type(held) in {classmethod, staticmethod} and name[0] != "_"
        ]
        description["kind"] = next(
            name for name in ("IntFlag", "Flag", "StrEnum", "IntEnum", "Enum") if _is_enum(kind, name)
        )
        description["members"] = [[name, member.value] for name, member in kind.__members__.items()]
    elif value is tuple and type(getattr(kind, "_fields", None)) is tuple:
        description["names"] = list(kind._fields)  # type: ignore[attr-defined]
    return description


def is_plain_enum(kind: type) -> bool:
    """Whether a class is an enumeration whose members' values all cross by value."""
    if not issubclass(kind, enum.Enum):
        return False
    values = [member.value for member in kind.__members__.values()]
    return bool(values) and all(_is_plain(value) for value in values)


def _is_plain(value: Any) -> bool:
    kind = type(value)
    if kind is tuple:
        return all(_is_plain(item) for item in value)
    return kind in {int, str, float, bool, type(None), bytes}


def _is_enum(kind: type, name: str) -> bool:
    base = getattr(enum, name, None)
    return base is not None and issubclass(kind, base)


def _special_of(kind: type, value: type | None) -> dict[str, Any]:
    """The special methods that a class or its bases define, beyond ``object`` and an immutable builtin."""
    special: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        if base in {object, BaseException, Exception, value} or base.__module__ == "enum":
            continue
        names = base.__dict__
        special.update({name: names[name] for name in names.keys() & SPECIAL})
        if "__eq__" in names and "__hash__" not in names:
            special["__hash__"] = None
    return special


def _methods_of(kind: type) -> Iterator[str]:
    seen: set[str] = set()
    for base in kind.__mro__:
        for name, attribute in base.__dict__.items():
            if name not in seen and name not in SPECIAL:
                seen.add(name)
                plain = type(attribute) in {types.FunctionType, types.MethodDescriptorType}
                if plain and not (name.startswith("__") and name.endswith("__")):
                    yield name


# --- mirrors ----------------------------------------------------------------------------------------------


class Mirrors:
    """Makes mirrors, and gives the same one again for the same class, in a later conversation too.

    Args:
        private: whether this is the trusted side, where not every exception may be raised.
    """

    def __init__(self, *, private: bool) -> None:
        self._private = private
        self._by_path: dict[tuple[str, str], type] = {}
        self.refs: dict[type, Ref] = {}

    def known(self, peer: Any, path: tuple[str, str]) -> type | None:
        """The mirror that an earlier conversation made for the class at ``path``."""
        mirror = self._by_path.get(path)
        return mirror if mirror is not None and self.refs[mirror].peer is not peer else None

    def make(self, ref: Ref, description: Any) -> type:
        """The mirror that a description asks for. Raises ``Malformed`` for what is no description."""
        name, qualname, module = (_text(description, field) for field in ("name", "qualname", "module"))
        bases = _bases(description, private=self._private)
        namespace: dict[str, Any] = {
            "__module__": module,
            "__qualname__": qualname,
            "__doc__": description.get("doc"),
            "__remote_class__": ref,
            "__remote_methods__": frozenset(_names(description, "methods")),
        }
        if "kind" in description:
            mirror = _make_enum(name, namespace, description)
        else:
            namespace.update(_behaviour(description, bases))
            mirror = RemoteMeta(name, bases, namespace)
            for abstract in _names(description, "abstract"):
                ABSTRACT[abstract].register(mirror)
        self.refs[mirror] = ref
        if ref.path is not None:
            self._by_path[ref.path] = mirror
        return mirror

    def renew(self, mirror: type, ref: Ref) -> None:
        """Let a mirror speak for the class of a new conversation."""
        old = self.refs[mirror]
        old.peer, old.number = ref.peer, ref.number


def _text(description: Any, field: str) -> str:
    text = description.get(field) if type(description) is dict else None
    if type(text) is not str or len(text) > 200 or "\0" in text:
        raise Malformed(f"a class without a {field}")
    return text


def _names(description: Any, field: str) -> list[str]:
    names = description.get(field, [])
    if type(names) is not list or len(names) > _MAX_NAMES or any(type(name) is not str for name in names):
        raise Malformed(f"a class with odd {field}")
    return names


def _bases(description: Any, *, private: bool) -> tuple[type, ...]:
    """The bases of a mirror, in an order and of kinds that Python can build on."""
    given = description.get("bases", [])
    if type(given) is not list or any(not isinstance(base, type) for base in given):
        raise Malformed("a class whose bases are no classes")
    value = description.get("value")
    raised = tuple(base for base in given if issubclass(base, BaseException))
    if private:
        raised = tuple(map(raisable, raised))
    if raised:
        mixins = tuple(base for base in given if type(base) is RemoteMeta and not issubclass(base, BaseException))
        return _without_plain_bases(raised + mixins)
    if value is not None:
        if value not in _IMMUTABLE and value.__module__ not in _LAZY_IMMUTABLE:
            raise Malformed("a class over something that is no immutable builtin")
        mirrored = tuple(base for base in given if type(base) is RemoteMeta and issubclass(base, value))
        return mirrored or (int if value is bool else value,)
    mirrored = tuple(base for base in given if type(base) is RemoteMeta and issubclass(base, RemoteObject))
    return mirrored or (RemoteObject,)


def _without_plain_bases(bases: tuple[type, ...]) -> tuple[type, ...]:
    """Leave out the bases that another one has already, so that there is an order of them all."""
    return tuple(
        base
        for base in dict.fromkeys(bases)
        if not any(other is not base and issubclass(other, base) for other in bases)
    )


def _behaviour(description: Mapping[str, Any], bases: tuple[type, ...]) -> dict[str, Any]:
    """What a mirror's own namespace holds beyond its names."""
    raised = issubclass(bases[0], BaseException)
    namespace: dict[str, Any] = {}
    for name in _names(description, "special"):
        if name not in SPECIAL_METHODS:
            raise Malformed("a special method that cannot be mirrored")
        namespace[name] = SPECIAL_METHODS[name]
    if description.get("hashable") is False:
        namespace["__hash__"] = None
    elif "__eq__" in namespace and "__hash__" not in namespace:
        namespace["__hash__"] = object.__hash__
    like = description.get("like")
    if like is not None:
        if like not in LIKE:
            raise Malformed("a class like no known one")
        namespace.setdefault("__eq__", SPECIAL_METHODS["__eq__"])
        namespace["__class__"] = property(lambda _, kind=LIKE[like]: kind)
        for name in {"send", "throw", "close"} & {*_names(description, "methods")}:
            namespace[name] = _method(name)
    if raised or not issubclass(bases[0], RemoteObject):
        namespace["__getattr__"] = _fetch_of_exception if raised else fetch
        namespace["__reduce_ex__"] = RemoteObject.__reduce_ex__
        own = (
            ("__eq__", "__ne__", "__hash__") if not raised else ("__str__", "__eq__", "__ne__", "__hash__", "__init__")
        )
        for name in own:
            namespace.pop(name, None)
    if raised:
        namespace["__str__"] = _exception_text
    elif not issubclass(bases[0], RemoteObject):
        namespace["__setattr__"] = RemoteObject.__setattr__
    if "names" in description:
        _check_identifiers(_names(description, "names"))
        namespace["_fields"] = tuple(_names(description, "names"))
        for index, name in enumerate(_names(description, "names")):
            namespace[name] = property(lambda self, index=index: tuple.__getitem__(self, index))
    if "fields" in description:
        namespace["__dataclass_fields__"] = _dataclass_fields(description["fields"])
    return namespace


def _method(name: str) -> Any:
    def method(self: Any, *args: Any) -> Any:
        ref: Ref = self.__remote__
        return ref.home.request(ref, "invoke", name, args)

    method.__name__ = name
    return method


def _fetch_of_exception(self: Any, name: str) -> Any:
    """What an exception has beyond its own attributes, which came with it; never asked once it is too late."""
    ref = vars(self).get("__remote__")
    if ref is None or name == "__notes__" or ref.home.dead(ref):
        raise AttributeError(name)
    return fetch(self, name)


def _exception_text(self: Any) -> str:
    text = vars(self).get("__remote_text__")
    return text if text is not None else BaseException.__str__(self)


def _check_identifiers(names: list[str]) -> None:
    if any(not name.isidentifier() or name.startswith("__") for name in names):
        raise Malformed("a field whose name is no name")


def _dataclass_fields(fields: Any) -> dict[str, Any]:
    """Fields as ``dataclasses.fields`` and ``asdict`` want them."""
    import dataclasses

    if type(fields) is not list or any(type(field) is not list or len(field) != 4 for field in fields):
        raise Malformed("odd fields of a dataclass")
    _check_identifiers([field[0] for field in fields])
    template = dataclasses.make_dataclass(
        "Fields",
        [
            (
                name,
                object,
                dataclasses.field(init=init is True, repr=shown is True, compare=compared is True, default=None),
            )
            for name, init, shown, compared in fields
        ],
    )
    return dict(template.__dataclass_fields__)


def _make_enum(name: str, namespace: dict[str, Any], description: Any) -> type:
    """A true enumeration with the far one's members; what else it has is asked for."""
    members = description.get("members")
    if type(members) is not list or len(members) > _MAX_NAMES or any(type(pair) is not list for pair in members):
        raise Malformed("an enumeration with odd members")
    _check_identifiers([member for member, _ in members])
    kind, value = description["kind"], description.get("value")
    base: Any = getattr(enum, kind, enum.Enum) if kind in _ENUMS else enum.Enum
    mixin = {"type": value} if base is enum.Enum and value in {int, str, float} else {}
    mirror: Any = base(name, members, module=namespace["__module__"], qualname=namespace["__qualname__"], **mixin)
    mirror.__doc__ = namespace["__doc__"]
    ref: Ref = namespace["__remote_class__"]
    instance = namespace["__remote_methods__"] | {*_names(description, "special")}
    for method in instance - mirror.__members__.keys() - {"__eq__", "__hash__"}:
        setattr(mirror, method, _enum_method(ref, method))
    for method in {*_names(description, "statics")} - mirror.__members__.keys():
        setattr(mirror, method, staticmethod(_enum_method(ref, method)))
    mirror.__getattr__ = lambda member, wanted: _enum_field(ref, member, wanted)
    return mirror  # type: ignore[no-any-return]


def _enum_method(ref: Ref, name: str) -> Any:
    def method(*args: Any) -> Any:
        return ref.home.request(ref, "invoke", name, args)

    method.__name__ = name
    return method


def _enum_field(ref: Ref, member: Any, name: str) -> Any:
    if name.startswith("__") or ref.home.dead(ref):
        raise AttributeError(name)
    return ref.home.request(ref, "field", name, (member,))


_ENUMS = frozenset({"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"})
