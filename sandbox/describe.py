"""What one side tells the other of a class, so that it can make a mirror of it (``sandbox/mirrors.py``).

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

import collections
import collections.abc
import io
import sys
import types

from sandbox.special import SPECIAL

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_LIKE: tuple[Any, ...] = (
    *(list, dict, set, bytearray, map, filter, zip, enumerate, reversed, property, memoryview),
    *(types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType, types.FunctionType),
    *(types.BuiltinFunctionType, types.MethodType, types.MappingProxyType),
    *(type({}.keys()), type({}.values()), type({}.items())),
    *(collections.deque, collections.OrderedDict, collections.defaultdict, collections.Counter),
    *(io.StringIO, io.BytesIO, io.TextIOWrapper, io.BufferedReader, io.BufferedWriter),
)
LIKE: dict[str, type] = {kind.__name__: kind for kind in _LIKE}
"""Builtin kinds whose instances live on the far side, and still are of that kind to ``isinstance`` here."""

ABSTRACT: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        *(collections.abc.Sequence, collections.abc.MutableSequence, collections.abc.Set, collections.abc.MutableSet),
        *(collections.abc.Mapping, collections.abc.MutableMapping, collections.abc.KeysView),
    )
}
"""The abstract classes that a class joins by registration or inheritance, not by having certain methods."""

ENUMS = ("IntFlag", "Flag", "StrEnum", "IntEnum", "Enum")
"""The enumerations of the library, the more special first."""

IMMUTABLE = (bool, int, float, complex, str, bytes, tuple, frozenset)
LAZY_IMMUTABLE = {"decimal": ("Decimal",), "fractions": ("Fraction",)}


def immutable_base(kind: type) -> Any:
    """The immutable builtin that a class is built on, if any."""
    for base in kind.__mro__[1:]:
        if base in IMMUTABLE:
            return base
        if base.__name__ in LAZY_IMMUTABLE.get(base.__module__, ()):
            module = sys.modules.get(base.__module__)
            if getattr(module, base.__name__, None) is base:
                return base
    return None


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
        description["kind"] = next(name for name in ENUMS if _is_enum(kind, name))
        description["members"] = [[name, member.value] for name, member in vars(kind)["_member_map_"].items()]
    elif value is tuple and type(getattr(kind, "_fields", None)) is tuple:
        description["names"] = list(kind._fields)  # type: ignore[attr-defined]
    return description


def is_enumeration(kind: type) -> bool:
    """Whether a class is an enumeration; ``enum`` is not imported for that, for without it there is none."""
    known = getattr(sys.modules.get("enum"), "Enum", None)
    return isinstance(known, type) and issubclass(kind, known)


def is_plain_enum(kind: type) -> bool:
    """Whether a class is an enumeration whose members' values all cross by value."""
    if not is_enumeration(kind):
        return False
    values = [member.value for member in vars(kind)["_member_map_"].values()]
    return bool(values) and all(is_plain(value) for value in values)


def is_plain(value: Any) -> bool:
    """Whether a value is one that a member of an enumeration may have to be mirrored."""
    kind = type(value)
    if kind is tuple:
        return all(is_plain(item) for item in value)
    return kind in {int, str, float, bool, type(None), bytes}


def _is_enum(kind: type, name: str) -> bool:
    base = getattr(sys.modules["enum"], name, None)
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
