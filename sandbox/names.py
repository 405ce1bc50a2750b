"""What both sides have, and so crosses as a name: builtin classes, some of the library's, pure functions.

From a solution only the names in ``KNOWN`` are taken. A test may give a solution more: any class or module of
the standard library, and builtin functions without side effects (``len``, ``operator.add``, ``str.upper``).

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

import builtins
import sys
import types

from sandbox.leaves import Malformed

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from typing import Any

KNOWN: dict[str, frozenset[str]] = {
    "builtins": frozenset(name for name, value in vars(builtins).items() if isinstance(value, type)),
    "collections": frozenset(["Counter", "OrderedDict", "defaultdict", "deque"]),
    "collections.abc": frozenset(
        [
            *("Callable", "Collection", "Container", "Generator", "Hashable", "Iterable", "Iterator", "Mapping"),
            *("MutableMapping", "MutableSequence", "MutableSet", "Reversible", "Sequence", "Set", "Sized"),
        ]
    ),
    "datetime": frozenset(["date", "datetime", "time", "timedelta", "timezone", "tzinfo"]),
    "decimal": frozenset(["Decimal"]),
    "fractions": frozenset(["Fraction"]),
    "enum": frozenset(["Enum", "Flag", "IntEnum", "IntFlag", "StrEnum"]),
    "abc": frozenset(["ABC"]),
}
_PURE = frozenset(["builtins", "_operator", "math"])
_NOT_PURE = frozenset(
    [
        *("print", "input", "open", "exec", "eval", "compile", "__import__", "breakpoint", "globals", "locals"),
        *("vars", "dir", "id", "delattr", "setattr", "getattr"),
    ]
)


def global_name(value: Any, *, wide: bool) -> tuple[str, str] | None:
    """The module and name by which the other side finds the same thing, if it may.

    Args:
        value: a class, a function or a module.
        wide: whether this is the trusted side, which may name more than it takes.
    """
    kind = type(value)
    if isinstance(value, type):
        module, name = value.__module__, value.__qualname__
        if module in KNOWN and name in KNOWN[module] and getattr(sys.modules.get(module), name, None) is value:
            return module, name
        return (module, name) if wide and _from_library(module) and _find(module, name) is value else None
    if kind is types.BuiltinFunctionType:
        home, name = getattr(value, "__module__", None), value.__name__
        if home not in _PURE or name in _NOT_PURE or _find(home, name) is not value:
            return None
        return home, name
    if kind in {types.MethodDescriptorType, types.WrapperDescriptorType}:
        owner = value.__objclass__
        return ("builtins", value.__qualname__) if getattr(builtins, owner.__name__, None) is owner else None
    if wide and isinstance(value, types.ModuleType) and _from_library(value.__name__):
        return (value.__name__, "") if sys.modules.get(value.__name__) is value else None
    return None


def known(module: Any, name: Any) -> Any:
    """The thing that a name in ``KNOWN`` stands for; None for any other name. Raises ``Malformed``."""
    if type(module) is not str or type(name) is not str:
        raise Malformed("a name that is none")
    if name not in KNOWN.get(module, ()):
        return None
    __import__(module)
    return getattr(sys.modules[module], name, None)


def imported(module: str, name: str) -> Any:
    """What a trusted far side names: ``name`` in a module, dotted, or the module itself."""
    __import__(module)
    found: Any = sys.modules[module]
    for part in name.split(".") if name else ():
        found = getattr(found, part)
    return found


def _from_library(module: str) -> bool:
    top = module.partition(".")[0]
    return top in sys.stdlib_module_names and top not in {"unittest", "__main__"}  # type: ignore[attr-defined, unused-ignore]


def _find(module: str, name: str) -> Any:
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return found
