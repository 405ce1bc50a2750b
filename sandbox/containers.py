"""Mutable containers: what they hold, whether it changed, and giving them other fields.

This is what copy-restore is made of: arguments that the far side changed in place come back changed, as the
same objects. A *record* is an instance of a plain class that both sides know (``sandbox/objects.py``).

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from itertools import chain
from operator import is_

from sandbox.leaves import Malformed

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

IMMUTABLE = frozenset({tuple, frozenset})

MUTABLE: dict[type, bool] = {
    list: False,
    set: False,
    bytearray: False,
    deque: False,
    dict: True,
    OrderedDict: True,
    defaultdict: True,
    Counter: True,
}
"""The mutable containers that cross by value, and whether they hold pairs."""


def contents(value: Any) -> Sequence[Any]:
    """What a mutable container holds, in one flat list; of a record, the names and values of its fields."""
    kind = type(value)
    if kind is list:
        return value  # type: ignore[no-any-return]
    if kind is bytearray:
        return [bytes(value)]
    if kind in MUTABLE:
        return list(chain.from_iterable(value.items())) if MUTABLE[kind] else list(value)
    return list(chain.from_iterable(record_state(value).items()))


def record_state(value: Any) -> dict[str, Any]:
    """The fields of a plain object, from its slots and its dictionary."""
    state: dict[str, Any] = {}
    for base in type(value).__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name not in {"__dict__", "__weakref__"} and hasattr(value, name):
                state[name] = getattr(value, name)
    state.update(getattr(value, "__dict__", {}))
    return state


def snapshot(objects: Iterable[Any]) -> list[Sequence[Any]]:
    """What each container holds now, to be given to ``changed`` later."""
    return [() if type(value) in IMMUTABLE else list(contents(value)) for value in objects]


def changed(objects: Sequence[Any], before: Sequence[Sequence[Any]]) -> list[int]:
    """The numbers of the containers that hold other things than at the time of ``snapshot``."""
    numbers = []
    for number, old in enumerate(before):
        value = objects[number]
        if type(value) in IMMUTABLE:
            continue
        now = contents(value)
        same = now == old if type(value) is bytearray else _identical(now, old)
        if not same:
            numbers.append(number)
    return numbers


def _identical(now: Sequence[Any], old: Sequence[Any]) -> bool:
    return len(now) == len(old) and all(map(is_, now, old))


def refill(value: Any, items: list[Any]) -> None:
    """Make a mutable container hold ``items``, as ``contents`` gives them."""
    kind = type(value)
    if kind is list:
        value[:] = items
    elif kind is bytearray:
        if len(items) != 1 or type(items[0]) is not bytes:
            raise Malformed("a bytearray without bytes")
        value[:] = items[0]
    elif kind in MUTABLE and not MUTABLE[kind]:
        value.clear()
        (value.extend if kind is deque else value.update)(items)
    else:
        if len(items) % 2:
            raise Malformed("a key without a value")
        pairs = dict(zip(items[::2], items[1::2]))  # noqa: B905 - as long as each other, and Python 3.9 has no strict
        if kind in MUTABLE:
            value.clear()
            value.update(pairs)
        else:
            _refill_record(value, pairs)


def _refill_record(value: Any, state: dict[str, Any]) -> None:
    """Set the fields of a record. They are its state alone: nothing of its class can be put in the shade by them."""
    kind = type(value)
    for name in state:
        if type(name) is not str or name.startswith("__") or callable(getattr(kind, name, None)):
            raise Malformed("a field that is none")
        if isinstance(getattr(kind, name, None), property):
            raise Malformed("a field that is a property")
    for name in record_state(value):
        if name not in state:
            object.__delattr__(value, name)
    for name, field in state.items():
        object.__setattr__(value, name, field)


def plain_content(value: Any) -> Any:
    """What an instance of a class over a builtin container holds, in the builtin itself; None for any other.

    Read by the builtin's own methods, whatever the class makes of them.
    """
    for base in type(value).__mro__:
        take = _CONTENT.get(base)
        if take is not None:
            return take(value)
    return None


_CONTENT: dict[type, Callable[[Any], Any]] = {
    list: lambda value: list.__getitem__(value, slice(None)),
    set: set.copy,
    dict: lambda value: dict(dict.items(value)),
    bytearray: bytes,
    deque: lambda value: list(deque.__iter__(value)),
    type(type.__dict__): dict,
    type({}.keys()): list,
    type({}.values()): list,
    type({}.items()): list,
}
