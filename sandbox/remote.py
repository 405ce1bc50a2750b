"""Stand-ins: local objects that speak for objects on the far side.

An instance on the far side is met as an instance of a *mirror*, a local class with the name, the bases and
the special methods of its class, so that ``len(x)``, ``isinstance(x, Foo)`` and ``issubclass`` behave as they
would in one process. What an attribute is, and what a call gives, is always asked.

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

import types

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Protocol

    class Home(Protocol):
        """Where stand-ins send what is done to them.

        Attributes:
            by_call: whether every attribute of an instance is taken for a method.
        """

        by_call: bool

        def request(
            self,
            ref: Ref,
            method: str,
            name: str | None = None,
            args: Sequence[Any] = (),
            kwargs: Mapping[str, Any] | None = None,
        ) -> Any:
            """Do something to the object that ``ref`` names; its result, or its exception raised."""

        def special(self, owner: Any, name: str, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
            """What an operator or a builtin function gives for ``owner``."""

        def member(self, owner: Any, ref: Ref, name: str, args: Sequence[Any]) -> Any:
            """The same for a member of the enumeration that ``ref`` names."""

        def invoke(self, owner: Any, name: str, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
            """What a method of ``owner`` gives."""

        def reads(self, owner: Any, name: str) -> None:
            """An attribute of ``owner`` is read by which a text or a set is judged (``DECIDING``)."""

        def took(self, owner: Any, name: str, value: Any) -> None:
            """Something was taken by its name, from a module or a class."""

        def equal(self, owner: Any, other: Any) -> Any:
            """What ``owner == other`` gives."""

        def dead(self, ref: Ref) -> bool:
            """Whether the object is known to be gone, without asking for it."""

        def locate(self, ref: Ref) -> None:
            """Let ``ref`` name the object of the conversation that is open now."""

        def rebound(self) -> None:
            """Names of modules mean other things than before: none may be kept."""

        def module(self, ref: Ref) -> Any:
            """What stands for a module of the far side."""

        def frames(self, error: BaseException) -> list[Any]:
            """File, line and function of each frame of an exception that the far side may know of."""


class Ref:
    """Names one object of the far side.

    Attributes:
        home: where to send requests.
        peer: the conversation that ``number`` belongs to.
        number: the far side's number for the object.
        path: module and qualified name, when it can be found again by them in another conversation.
        label: what to call it to people.
    """

    __slots__ = ("__weakref__", "home", "label", "number", "path", "peer")

    def __init__(
        self, home: Home, peer: Any, number: int, path: tuple[str, str] | None = None, label: str = ""
    ) -> None:
        self.home = home
        self.peer = peer
        self.number = number
        self.path = path
        self.label = label


_LOCAL = frozenset(
    {
        "__remote__",
        "__remote_class__",
        "__abstractmethods__",
        "__isabstractmethod__",
        "__text_signature__",
        "__mro_entries__",
        "__objclass__",
        "__get__",
        "__set__",
        "__delete__",
        "__set_name__",
        "__array_struct__",
        "_pytestfixturefunction",
    }
)
"""Attributes that Python's own machinery looks for on anything; never asked of the far side."""


DECIDING = frozenset(
    [
        *(name for name in dir(str) if name.startswith("is")),
        *("startswith", "endswith", "issubset", "issuperset", "isdisjoint"),
        *("union", "intersection", "difference", "symmetric_difference"),
    ]
)
"""Methods of texts and sets that are given what is expected, or say by themselves whether something holds."""


class RemoteMeta(type):
    """The class of mirrors. ``__remote_class__`` of a mirror is its ``Ref``, ``__remote_methods__`` its methods."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Make an instance on the far side; of a class that a test derived from a mirror, make it here."""
        if "__remote_class__" not in cls.__dict__:
            return type.__call__(cls, *args, **kwargs)
        ref: Ref = cls.__remote_class__
        return ref.home.request(ref, "call", None, args, kwargs)

    def __getattr__(cls, name: str) -> Any:
        if name in _LOCAL:
            raise AttributeError(name)
        ref: Ref = cls.__remote_class__
        value = ref.home.request(ref, "get", name)
        ref.home.took(cls, name, value)
        return value

    def __setattr__(cls, name: str, value: Any) -> None:
        if name in _LOCAL or name.startswith("_abc_") or "__remote_class__" not in cls.__dict__:
            type.__setattr__(cls, name, value)
            return
        ref: Ref = cls.__remote_class__
        ref.home.request(ref, "set", name, (value,))

    def __delattr__(cls, name: str) -> None:
        if "__remote_class__" not in cls.__dict__:
            type.__delattr__(cls, name)
            return
        ref: Ref = cls.__remote_class__
        ref.home.request(ref, "delete", name)

    def __dir__(cls) -> list[str]:
        ref: Ref = cls.__remote_class__
        return list(ref.home.request(ref, "names"))

    @property
    def __signature__(cls) -> Any:
        """The signature of the constructor, for ``inspect.signature``."""
        return _signature(cls.__remote_class__)


def fetch(self: Any, name: str) -> Any:
    """``__getattr__`` of stand-ins: a method is bound here, anything else is asked for."""
    if name in _LOCAL:
        raise AttributeError(name)
    ref: Ref = self.__remote__
    if name in DECIDING:
        ref.home.reads(self, name)
    by_call = ref.home.by_call and name[0] != "_" and not isinstance(self, BaseException)
    if by_call or name in type(self).__remote_methods__:
        return RemoteMethod(self, name)
    return ref.home.request(ref, "get", name)


class RemoteObject(metaclass=RemoteMeta):
    """The base of mirrors of ordinary classes."""

    __remote__: Ref
    __remote_methods__: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Only reached from a test's own subclass of a mirror: make the far half."""
        made = next(base for base in type(self).__mro__ if "__remote_class__" in base.__dict__)(*args, **kwargs)
        object.__setattr__(self, "__remote__", made.__remote__)
        object.__setattr__(self, "__remote_half__", made)

    __getattr__ = fetch

    def __setattr__(self, name: str, value: Any) -> None:
        ref = self.__remote__
        ref.home.request(ref, "set", name, (value,))

    def __delattr__(self, name: str) -> None:
        ref = self.__remote__
        ref.home.request(ref, "delete", name)

    def __dir__(self) -> Iterable[str]:
        ref = self.__remote__
        return list(ref.home.request(ref, "names"))

    @property
    def __dict__(self) -> Any:  # type: ignore[override]
        """The attributes of the far object itself."""
        ref = self.__remote__
        return ref.home.request(ref, "get", "__dict__")

    def __copy__(self) -> Any:
        ref = self.__remote__
        return ref.home.request(ref, "copy", "copy")

    def __deepcopy__(self, memo: Any) -> Any:
        ref = self.__remote__
        return ref.home.request(ref, "copy", "deepcopy")

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError(f"cannot pickle a {type(self).__name__} object: it lives in the sandbox")


class RemoteMethod:
    """A method of a far object, not called yet. Two of the same object and name are equal, like bound methods."""

    __slots__ = ("__name__", "__self__", "__weakref__")

    def __init__(self, owner: Any, name: str) -> None:
        self.__self__ = owner
        self.__name__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Look the method up and call it, in one step."""
        owner = self.__self__
        return owner.__remote__.home.invoke(owner, self.__name__, args, kwargs)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RemoteMethod):
            return NotImplemented
        return self.__self__ is other.__self__ and self.__name__ == other.__name__

    def __hash__(self) -> int:
        return hash((id(self.__self__), self.__name__))

    def __repr__(self) -> str:
        return f"<bound method {type(self.__self__).__qualname__}.{self.__name__}>"

    def _whole(self) -> Any:
        ref: Ref = self.__self__.__remote__
        return ref.home.request(ref, "get", self.__name__)

    def __getattr__(self, name: str) -> Any:
        if name in _LOCAL:
            raise AttributeError(name)
        return getattr(self._whole(), name)

    @property
    def __func__(self) -> Any:
        """The function behind it, as the class has it."""
        return getattr(type(self.__self__), self.__name__)

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """A method, to ``isinstance``."""
        return types.MethodType


class RemoteFunction:
    """A function on the far side."""

    __remote__: Ref

    def __init__(self, ref: Ref, module: str, name: str, qualname: str) -> None:
        vars(self).update(__remote__=ref, __module__=module, __name__=name, __qualname__=qualname)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it."""
        ref = self.__remote__
        return ref.home.request(ref, "call", None, args, kwargs)

    def __get__(self, owner: Any, kind: Any = None) -> Any:
        """Bind like any function that stands in a class."""
        return self if owner is None else types.MethodType(self, owner)

    def __getattr__(self, name: str) -> Any:
        if name in _LOCAL:
            raise AttributeError(name)
        ref = self.__remote__
        return ref.home.request(ref, "get", name)

    def __setattr__(self, name: str, value: Any) -> None:
        ref = self.__remote__
        ref.home.request(ref, "set", name, (value,))

    def __delattr__(self, name: str) -> None:
        ref = self.__remote__
        ref.home.request(ref, "delete", name)

    def __repr__(self) -> str:
        return f"<function {vars(self)['__qualname__']}>"

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError("cannot pickle a function that lives in the sandbox")

    @property
    def __doc__(self) -> Any:  # type: ignore[override]
        """Its docstring."""
        ref = self.__remote__
        return ref.home.request(ref, "get", "__doc__")

    @property
    def __signature__(self) -> Any:
        """Its signature, for ``inspect.signature``."""
        return _signature(self.__remote__)

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """A function, to ``isinstance``."""
        return types.FunctionType


def _signature(ref: Ref) -> Any:
    import inspect

    described = ref.home.request(ref, "signature")
    if described is None:
        raise ValueError("no signature found")
    kinds = (
        *(inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD),
        *(inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD),
    )
    parameters = []
    for name, kind, default in described:
        given = inspect.Parameter.empty if not default else default[0]
        parameters.append(inspect.Parameter(name, kinds[kind], default=given))
    return inspect.Signature(parameters)
