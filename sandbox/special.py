"""The special methods of mirrors: what an operator or a builtin function does, done on the far side.

Where Python itself relies on the kind of a result, it is checked: a far side that answers ``len()`` with a
text has broken its word, and gets the ``TypeError`` that a class written that way would.

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any

    from sandbox.remote import Ref

_RESULTS: dict[str, tuple[type, ...]] = {
    "__bool__": (bool,),
    "__bytes__": (bytes,),
    "__complex__": (complex,),
    "__contains__": (bool,),
    "__dir__": (list, tuple, set),
    "__float__": (float,),
    "__format__": (str,),
    "__fspath__": (str, bytes),
    "__hash__": (int,),
    "__index__": (int,),
    "__int__": (int,),
    "__len__": (int,),
    "__length_hint__": (int, type(NotImplemented)),
    "__repr__": (str,),
    "__str__": (str,),
    **dict.fromkeys(("__ge__", "__gt__", "__le__", "__lt__", "__ne__"), (bool, type(NotImplemented))),
}
_OPERATORS = (
    *("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift"),
    *("and", "xor", "or"),
)
BINARY = frozenset(f"__{prefix}{name}__" for name in _OPERATORS for prefix in ("", "r", "i"))
"""The operators of two operands, from the right and in place too."""
_OTHER = (
    *("neg", "pos", "abs", "invert", "round", "trunc", "floor", "ceil", "call", "eq", "iter", "next", "reversed"),
    *("getitem", "setitem", "delitem", "missing", "enter", "exit", "aenter", "aexit", "aiter", "anext", "await"),
    *("get", "set", "delete", "set_name"),
)
SPECIAL = frozenset([*_RESULTS, *BINARY, *(f"__{name}__" for name in _OTHER)])
"""The special methods that mirrors can have."""


def bound_special(owner: Any, name: str) -> Any:
    """A special method as an operator finds it: on the class, not the object, and bound. Raises ``TypeError``."""
    for base in type(owner).__mro__:
        if name in base.__dict__:
            method = base.__dict__[name]
            bind = getattr(type(method), "__get__", None)
            return method if bind is None else bind(method, owner, type(owner))
    raise TypeError(f"{type(owner).__name__} object has no {name}")


def _make_special(name: str) -> Callable[..., Any]:
    expected = _RESULTS.get(name)

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        ref: Ref = self.__remote__
        result = ref.home.special(self, name, args, kwargs)
        if expected is not None and type(result) not in expected:
            raise TypeError(f"{name} returned {type(result).__name__}, not {expected[0].__name__}")
        return result

    method.__name__ = method.__qualname__ = name
    return method


def _equal(self: Any, other: Any) -> Any:
    ref: Ref = self.__remote__
    return ref.home.equal(self, other)


def _call(self: Any, *args: Any, **kwargs: Any) -> Any:
    ref: Ref = self.__remote__
    return ref.home.request(ref, "call", None, args, kwargs)


def _repr(self: Any) -> str:
    ref: Ref = self.__remote__
    if ref.home.dead(ref):
        return f"<{type(self).__qualname__} of a sandbox that has ended>"
    result = ref.home.request(ref, "special", "__repr__")
    if type(result) is not str:
        raise TypeError(f"__repr__ returned {type(result).__name__}, not str")
    return result


def _await(self: Any) -> Generator[Any, Any, Any]:
    """Run the far awaitable to its end, on the far side's own event loop."""
    ref: Ref = self.__remote__
    yield from ()  # what makes this a generator, as __await__ must be
    return ref.home.request(ref, "await")


SPECIAL_METHODS: dict[str, Callable[..., Any]] = {name: _make_special(name) for name in SPECIAL}
SPECIAL_METHODS.update(__eq__=_equal, __call__=_call, __repr__=_repr, __await__=_await)
