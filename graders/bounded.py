"""Values as short text for people: ``repr`` with a bound, and without asking anybody.

What a solution gave back may be endless, cyclic, or stand for an object in the sandbox whose ``repr`` is the
solution's own code. A text made here costs no more than its length and runs nothing of a solution's, unless
it is asked to (``ask=True``, while the deadline of a check is set).
"""

from __future__ import annotations

import enum
import re
from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIMIT = 160
"""Characters of one value."""
DEPTH = 6
SORTED_ITEMS = 10_000
DIGITS = 60
_NOTE = 16
"""Characters kept free for ``... 1,234 more``."""
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_INSIDE = re.compile(r"(?<![\w.>])(?:[\w.]|<lambda>|<locals>)*<locals>\.")
"""How a ``repr`` says which function of a hidden test something was made in."""
_LAMBDA = "<function <lambda>>"
_SCALARS = (type(None), bool, float, complex)
_BRACKETS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    dict: ("{", "}"),
    set: ("{", "}"),
    frozenset: ("{", "}"),
    deque: ("[", "]"),
}
_EXACT: dict[type, Callable[[Any], Any]] = {
    str: lambda value: str.__getitem__(value, slice(None)),
    bytes: lambda value: bytes.__getitem__(value, slice(None)),
    int: int.__pos__,
    float: float.__pos__,
}
"""How to get the builtin's own value out of a subclass's instance, without running what the subclass says."""


def bounded(
    value: object, *, limit: int = LIMIT, ask: bool = False, spelled: Callable[[Any, int], str] | None = None
) -> str:
    """The value as text of about ``limit`` characters at most, on one line.

    Args:
        value: anything.
        limit: characters; what is left out is counted.
        ask: an object in the sandbox may be asked for its ``repr``.
        spelled: how a value that is no container is written, in so many characters; empty for as Python does.
    """
    return _Writer(ask=ask, spelled=spelled).write(value, limit, ())


def is_remote(value: object) -> bool:
    """Whether the value stands for an object in the sandbox, so that using it runs the solution."""
    return any("__remote__" in vars(kind) or "__remote_class__" in vars(kind) for kind in type(value).__mro__)


def exception_text(error: BaseException) -> str:
    """``KeyError: 'x'``, on one line; just the name for an exception without a text."""
    told = vars(error).get("__remote_text__")
    if told is None and not is_remote(error) and any(_holds_remote(arg, DEPTH) for arg in error.args):
        told = ", ".join(bounded(arg) for arg in error.args)  # its own text would ask them for theirs
    text = told or (BaseException.__str__(error) if is_remote(error) else str(error))
    text = " ".join(_cut(text, LIMIT).split())
    name = type(error).__name__
    return f"{name}: {text}" if text else name


def _holds_remote(value: object, depth: int) -> bool:
    if is_remote(value):
        return True
    if depth == 0 or type(value) not in _BRACKETS:
        return False
    parts = (*value, *value.values()) if isinstance(value, dict) else value
    return any(_holds_remote(part, depth - 1) for part in parts)  # type: ignore[attr-defined]  # a container


def counted(number: int, noun: str) -> str:
    """``1 item``, ``2,000 items``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


class _Writer:
    def __init__(self, *, ask: bool, spelled: Callable[[Any, int], str] | None) -> None:
        self._ask = ask
        self._spelled = spelled

    def write(self, value: Any, room: int, around: tuple[int, ...]) -> str:
        kind = type(value)
        if self._spelled is not None and kind not in _BRACKETS and (text := self._spelled(value, room)):
            return text
        if kind in _SCALARS:
            return repr(value)
        if isinstance(value, enum.Enum):
            return f"{kind.__name__}.{value._name_}"
        if kind is int:
            return _integer(value)
        if kind in {str, bytes, bytearray}:
            return _text(value, room)
        return self._derived(value, room, around)

    def _derived(self, value: Any, room: int, around: tuple[int, ...]) -> str:
        """Containers, and what is of a class that is derived from a builtin or from none."""
        kind = type(value)
        for base in _BRACKETS:
            if issubclass(kind, base):
                return self._container(value, base, room, around)
        for base, exact in _EXACT.items():
            if issubclass(kind, base):
                return f"{kind.__name__}({self.write(exact(value), room, around)})"
        if isinstance(value, BaseException):
            args = BaseException.args.__get__(value)  # type: ignore[attr-defined]  # it is a C-level property
            return f"{kind.__name__}({self.write(list(args), room, around)[1:-1]})"
        if isinstance(value, type):
            return value.__name__
        if is_remote(value) and not self._ask:
            return f"<{kind.__name__} object>"
        return _foreign(value, room)

    def _container(self, value: Any, base: type, room: int, around: tuple[int, ...]) -> str:
        kind = type(value)
        left, right = _BRACKETS[base]
        size = base.__len__(value)  # type: ignore[attr-defined]  # every base here has a length
        if id(value) in around or len(around) >= DEPTH:
            return f"{left}...{right}"
        if base in {set, frozenset} and not size:
            return f"{kind.__name__}()"
        parts: list[str] = []
        used = 2
        for index, part in enumerate(self._parts(value, base, room, (*around, id(value)))):
            if parts and used + len(part) > room - (_NOTE if index < size - 1 else 0):
                parts.append(f"... {size - index:,} more")
                break
            parts.append(part)
            used += len(part) + 2
        inner = f"{left}{', '.join(parts)}{',' if base is tuple and size == 1 else ''}{right}"
        if kind in {list, tuple, dict, set}:
            return inner
        return f"{kind.__name__}{inner}" if base is tuple else f"{kind.__name__}({inner})"

    def _parts(self, value: Any, base: type, room: int, around: tuple[int, ...]) -> Iterator[str]:
        """The texts of the items, by the builtin's own iteration: a subclass has no say in it."""
        room = max(room - 2 * _NOTE, 2 * _NOTE)
        if base is dict:
            for key, item in dict.items(value):
                name = self.write(key, room // 2, around)
                yield f"{name}: {self.write(item, max(room - len(name), _NOTE), around)}"
            return
        items = base.__iter__(value)  # type: ignore[attr-defined]  # every base here can be walked
        if base in {set, frozenset} and base.__len__(value) <= SORTED_ITEMS:
            items = in_order(items)
        for item in items:
            yield self.write(item, room, around)


def in_order(items: Any) -> Any:
    """Members of a set in an order that is the same in every run, where they have one."""
    found = list(items)
    kinds = {type(item) for item in found}
    return sorted(found) if kinds in ({str}, {int}, {bytes}, {int, bool}) else found


def _integer(value: int) -> str:
    # Text of a large integer takes quadratic time, and Python refuses it beyond some thousand digits.
    if value.bit_length() < DIGITS * 3:
        return repr(value)
    return f"{'-' if value < 0 else ''}an integer of about {value.bit_length() * 0.30103:,.0f} digits"


def _text(value: str | bytes | bytearray, room: int) -> str:
    if len(value) <= room:
        whole = repr(value)
        if len(whole) <= max(room, _NOTE):
            return whole
    noun = "character" if isinstance(value, str) else "byte"
    note = f"... ({counted(len(value), noun)})"
    return _cut(repr(value[: max(room - len(note), _NOTE)]), max(room, 2 * _NOTE)) + note


def _foreign(value: object, room: int) -> str:
    """The ``repr`` of an object that is no builtin, whatever that does."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - the repr of anything at all may raise anything
        return f"<{type(value).__name__} object>"
    text = _ADDRESS.sub("", " ".join(_cut(text, 20 * LIMIT).split()))
    text = _INSIDE.sub("", text).replace(_LAMBDA, "<a function>")
    return text if len(text) <= max(room, _NOTE) else f"{_cut(text, max(room, _NOTE))}..."


def _cut(text: str, limit: int) -> str:
    return text[:limit]
