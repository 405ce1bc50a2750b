"""How the nodes of containers are read: for each tag what makes an empty one, to be filled from its fields.

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque

from sandbox.leaves import Malformed

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sandbox.values import Decoder


def _read_tuple(decoder: Decoder, content: Any, depth: int, *, kind: Any = tuple) -> Any:
    if type(content) is not list:
        raise Malformed("fields that are no array")
    number = decoder.reserve(depth)
    items = [decoder.visit(node, depth + 1) for node in content]
    value = decoder.immutable(items, kind)
    decoder.objects[number] = value
    return value


def _read_slice(decoder: Decoder, content: Any, depth: int) -> Any:
    start, stop, step = content
    return slice(*[decoder.visit(node, depth + 1) for node in (start, stop, step)])


def _read_deque(decoder: Decoder, content: Any, depth: int) -> Any:
    longest, nodes = content
    if longest is not None and type(longest) is not int:
        raise Malformed("no length of a deque")
    return decoder.later(deque(maxlen=longest), nodes, depth)


def _read_defaultdict(decoder: Decoder, content: Any, depth: int) -> Any:
    factory, nodes = content
    value: Any = decoder.later(defaultdict(), nodes, depth)
    value.default_factory = decoder.visit(factory, depth + 1)
    if value.default_factory is not None and not callable(value.default_factory):
        raise Malformed("a defaultdict whose factory is no function")
    return value


CONTAINERS: dict[str, Callable[[Decoder, Any, int], Any]] = {
    "tuple": _read_tuple,
    "frozenset": lambda decoder, content, depth: _read_tuple(decoder, content, depth, kind=frozenset),
    "dict": lambda decoder, content, depth: decoder.later({}, content, depth),
    "set": lambda decoder, content, depth: decoder.later(set(), content, depth),
    "bytearray": lambda decoder, content, depth: decoder.later(bytearray(), content, depth),
    "OrderedDict": lambda decoder, content, depth: decoder.later(OrderedDict(), content, depth),
    "Counter": lambda decoder, content, depth: decoder.later(Counter(), content, depth),
    "deque": _read_deque,
    "defaultdict": _read_defaultdict,
    "slice": _read_slice,
    "seen": lambda decoder, content, _: decoder.seen(content),
}
"""The tags of containers; those of other values are in ``sandbox/leaves.py``."""
