"""Mirrors: a local class for each class of the far side, made from a description of it.

``Mirrors`` makes them and keeps them. There are four kinds:

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

from sandbox.describe import ABSTRACT, ENUMS, IMMUTABLE, LAZY_IMMUTABLE, LIKE, is_plain
from sandbox.exceptions import raisable
from sandbox.leaves import Malformed
from sandbox.remote import RemoteMeta, RemoteObject, fetch
from sandbox.special import SPECIAL_METHODS

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sandbox.remote import Ref


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


_MAX_NAME = 200
_MAX_NAMES = 10_000
_FIELD_PARTS = 4


def _text(description: Any, field: str) -> str:
    text = description.get(field) if type(description) is dict else None
    if type(text) is not str or len(text) > _MAX_NAME or not text.isprintable():  # it stands in lines of messages
        raise Malformed(f"a class without a plain {field}")
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
        if value not in IMMUTABLE and value.__module__ not in LAZY_IMMUTABLE:
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
    namespace: dict[str, Any] = {}
    for name in _names(description, "special"):
        if name not in SPECIAL_METHODS:
            raise Malformed("a special method that cannot be mirrored")
        namespace[name] = SPECIAL_METHODS[name]
    if description.get("like") is not None:
        _be_like(namespace, description)
    if issubclass(bases[0], BaseException):
        _be_exception(namespace)
    elif not issubclass(bases[0], RemoteObject):
        _be_value(namespace, description)
    elif description.get("hashable") is False:
        namespace["__hash__"] = None
    elif "__eq__" in namespace:
        namespace.setdefault("__hash__", object.__hash__)
    if "fields" in description:
        namespace["__dataclass_fields__"] = _dataclass_fields(description["fields"])
    return namespace


def _be_like(namespace: dict[str, Any], description: Mapping[str, Any]) -> None:
    """Instances are of a builtin kind to ``isinstance``, and are equal by what they hold."""
    like = description["like"]
    if type(like) is not str or like not in LIKE:
        raise Malformed("a class like no known one")
    kind = LIKE[like]
    namespace["__remote_like__"] = kind
    namespace.setdefault("__eq__", SPECIAL_METHODS["__eq__"])
    namespace["__class__"] = property(lambda _: kind)
    for name in {"send", "throw", "close"} & {*_names(description, "methods")}:
        namespace[name] = _method(name)


def _be_exception(namespace: dict[str, Any]) -> None:
    """Instances are made and told apart as exceptions are; their text came with them."""
    for name in ("__eq__", "__ne__", "__hash__"):
        namespace.pop(name, None)
    namespace["__str__"] = _exception_text
    namespace["__getattr__"] = _fetch_of_exception
    namespace["__reduce_ex__"] = RemoteObject.__reduce_ex__


_DECIDED_HERE = frozenset(
    [
        *("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__", "__bool__", "__len__", "__iter__"),
        *("__contains__", "__getitem__", "__reversed__", "__int__", "__float__", "__index__", "__bytes__"),
    ]
)
"""What the content of an immutable builtin answers, whatever a class over it says."""


def _be_value(namespace: dict[str, Any], description: Mapping[str, Any]) -> None:
    """Instances hold an immutable builtin's content here, and are compared by it here."""
    for name in _DECIDED_HERE:
        namespace.pop(name, None)
    namespace["__getattr__"] = fetch
    namespace["__setattr__"] = RemoteObject.__setattr__
    namespace["__reduce_ex__"] = RemoteObject.__reduce_ex__
    names = _names(description, "names")
    _check_identifiers(names)
    if names:
        namespace["_fields"] = tuple(names)
        namespace.update({name: _item(index) for index, name in enumerate(names)})


def _item(index: int) -> property:
    return property(lambda self: tuple.__getitem__(self, index))


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

    if type(fields) is not list or any(type(field) is not list or len(field) != _FIELD_PARTS for field in fields):
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
    return dict(vars(template)["__dataclass_fields__"])


def _make_enum(name: str, namespace: dict[str, Any], description: Any) -> type:
    """A true enumeration with the far one's members; what else it has is asked for."""
    import enum

    members = description.get("members")
    if type(members) is not list or len(members) > _MAX_NAMES or any(type(pair) is not list for pair in members):
        raise Malformed("an enumeration with odd members")
    _check_identifiers([member for member, _ in members])
    if not all(is_plain(held) for _, held in members):
        raise Malformed("an enumeration with odd members")
    kind, value = description["kind"], description.get("value")
    base: Any = getattr(enum, kind, enum.Enum) if kind in ENUMS else enum.Enum
    mixin = {"type": value} if base is enum.Enum and value in {int, str, float} else {}
    mirror: Any = base(name, members, module=namespace["__module__"], qualname=namespace["__qualname__"], **mixin)
    mirror.__doc__ = namespace["__doc__"]
    ref: Ref = namespace["__remote_class__"]
    free = {name for name in namespace["__remote_methods__"] if not name.startswith("_")} - mirror.__members__.keys()
    special = {*_names(description, "special")} & SPECIAL_METHODS.keys() - _DECIDED_HERE
    for method in free - {"name", "value"}:
        setattr(mirror, method, _enum_method(ref, method))
    for method in special:
        setattr(mirror, method, _enum_special(ref, method))
    _check_identifiers(_names(description, "statics"))
    for method in {*_names(description, "statics")} - mirror.__members__.keys():
        setattr(mirror, method, staticmethod(_enum_method(ref, method)))
    mirror.__getattr__ = lambda member, wanted: _enum_field(ref, member, wanted)
    return mirror  # type: ignore[no-any-return]


def _enum_method(ref: Ref, name: str) -> Any:
    def method(*args: Any) -> Any:
        return ref.home.request(ref, "invoke", name, args)

    method.__name__ = name
    return method


def _enum_special(ref: Ref, name: str) -> Any:
    def method(member: Any, *args: Any) -> Any:
        return ref.home.member(member, ref, name, args)

    method.__name__ = name
    return method


def _enum_field(ref: Ref, member: Any, name: str) -> Any:
    if name.startswith("_") or ref.home.dead(ref):
        raise AttributeError(name)
    return ref.home.request(ref, "field", name, (member,))
