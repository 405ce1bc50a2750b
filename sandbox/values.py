"""Which values cross between a test and a solution, and how they are written in JSON.

Bare JSON: null, true, false, strings, finite floats, integers up to 2**53 - 1 in size, and arrays for lists.
Everything else is an object with one key, a tag: ``{"tuple": [...]}``, ``{"dict": [k, v, ...]}``,
``{"int": "1f..."}`` and so on. The table at the end of this module and the one in ``sandbox/leaves.py`` are
the full list; a value without a tag there is left to the ``Bridge`` of each side, which writes handles.

Only exact builtin types go by value, so nothing of a solution's own making is trusted here. Containers are
numbered in the order in which they are met and a second meeting writes ``{"seen": n}``: shared and cyclic
structures stay what they are, and a message is never longer than what it holds. The fields of a mutable
container are written after everything around it, on both sides alike, so that a tuple in a cycle is whole
before anything refers to it.

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

import marshal
from collections import defaultdict, deque

from sandbox.bounds import MAX_RANGE, Hashes, check_written_size, range_length
from sandbox.container_nodes import CONTAINERS
from sandbox.containers import IMMUTABLE, MUTABLE, contents, refill
from sandbox.leaves import LAZY, READERS, WRITERS, Malformed, Unsendable, hex_digits, learn, text_node
from sandbox.plain_json import reader, writer

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Protocol

    class Bridge(Protocol):
        """Writes and reads what has no value of its own here.

        Attributes:
            private: whether this is the trusted side, for which a value may not be too much.
        """

        private: bool

        def write(self, encoder: Encoder, value: Any, depth: int) -> Any:
            """The JSON node for ``value``."""

        def read(self, decoder: Decoder, tag: str, content: Any, depth: int) -> Any:
            """The value for a node with a tag that is not in the tables here."""


SAFE_INT = 2**53 - 1
"""The largest integer that every language's JSON keeps."""
MAX_DEPTH = 200
MAX_NODES = 2_000_000
"""The most values in one message."""
MESSAGE_BYTES = 16 << 20
"""The longest message that crosses."""


def _no_constant(name: str) -> None:
    raise Malformed(f"the JSON constant {name}")


_dumps = writer()
_TRUSTED = b"M"
"""JSON never begins so."""
_MARSHAL_VERSION = 2
"""The newest form that every Python of version 3 reads."""
_loads = reader(_no_constant)


def to_bytes(message: dict[str, Any]) -> bytes:
    """A JSON message as it is sent. Raises ``Unsendable`` when it is longer than what crosses."""
    payload = _dumps(message).encode()
    if len(payload) > MESSAGE_BYTES:
        raise Unsendable(f"a value of {len(payload)} bytes is too large to cross; the most is {MESSAGE_BYTES}")
    return payload


def from_bytes(payload: bytes) -> Any:
    """The JSON that ``payload`` holds. Raises ``Malformed`` when it holds none."""
    try:
        text = str(payload, "utf-8")
        message, end = _loads(text, 0)
    except (ValueError, RecursionError, StopIteration) as error:
        raise Malformed(f"not JSON: {error}") from None
    if end != len(text):
        raise Malformed("something after the JSON")
    return message


def to_trusting(message: dict[str, Any]) -> bytes:
    """The same message in Python's own form, which takes a fifth of the time: for a side that trusts this one.

    A sandbox trusts the outside, so what goes in may go in so. What comes out is never read so.
    """
    payload = _TRUSTED + marshal.dumps(message, _MARSHAL_VERSION)
    if len(payload) > MESSAGE_BYTES:
        raise Unsendable(f"a value of {len(payload)} bytes is too large to cross; the most is {MESSAGE_BYTES}")
    return payload


def from_trusted(payload: bytes) -> Any:
    """What ``to_trusting`` or ``to_bytes`` made, on the side that trusts."""
    return marshal.loads(payload[1:]) if payload[:1] == _TRUSTED else from_bytes(payload)  # noqa: S302 - see above


def bare_scalars(values: Sequence[Any]) -> bool:
    """Whether all the values are JSON as they are, and no arrays: what most calls are made of."""
    for value in values:
        kind = type(value)
        if kind is int:
            if not -SAFE_INT <= value <= SAFE_INT:
                return False
        elif kind is str:
            if not value.isascii():
                return False
        elif kind is not bool and value is not None:
            return False
    return True


# --- writing ----------------------------------------------------------------------------------------------


class Encoder:
    """Writes the values of one message.

    Args:
        bridge: writes what goes by handle.
        objects: the containers that the far side has numbered already, in order (for a reply: those of the
            request), so that a value among them crosses as itself.
    """

    __slots__ = ("_bridge", "_numbers", "_room", "_waiting", "objects")

    def __init__(self, bridge: Bridge, objects: Sequence[Any] = ()) -> None:
        self.objects: list[Any] = list(objects)
        self._bridge = bridge
        self._numbers: dict[int, int] = {id(item): number for number, item in enumerate(objects)} if objects else {}
        self._waiting: list[tuple[Any, list[Any], int]] = []
        self._room = MAX_NODES

    def encode(self, value: Any) -> Any:
        """The JSON node for ``value``. Raises ``Unsendable``."""
        node = self.visit(value, 0)
        if self._waiting:
            self._finish()
        return node

    def fields(self, number: int) -> Any:
        """The fields of a container that the far side has already."""
        target: list[Any] = []
        self._waiting.append((self.objects[number], target, 0))
        self._finish()
        return target

    def visit(self, value: Any, depth: int) -> Any:
        """One value's node; what a mutable container holds is written later."""
        kind = type(value)
        if kind is str:
            return value if value.isascii() else text_node(value)
        if kind is bool or value is None:
            return value
        if kind is int:
            return value if -SAFE_INT <= value <= SAFE_INT else {"int": hex_digits(value)}
        if kind is float:
            return value if value - value == 0 else {"float": repr(value)}
        if kind in MUTABLE or kind in IMMUTABLE:
            return self._container(value, kind, depth)
        write = WRITERS.get(kind) or (learn(kind) if kind.__module__ in LAZY else None)
        if write is not None and kind is not range:
            return write(value)
        return self._stepping(value, kind, depth) if kind in {range, slice} else self._bridge.write(self, value, depth)

    def _stepping(self, value: Any, kind: type, depth: int) -> Any:
        """The node of a range or a slice."""
        if kind is slice:
            return {"slice": [self.visit(part, depth + 1) for part in (value.start, value.stop, value.step)]}
        if not self._bridge.private and range_length(value) > MAX_RANGE:
            raise Unsendable(f"a range of {range_length(value)} numbers is too long to cross")
        return WRITERS[range](value)

    def number(self, value: Any) -> dict[str, int] | None:
        """Number a container; the node that refers to it when it has a number already."""
        numbers = self._numbers
        seen = numbers.get(id(value))
        if seen is not None:
            return {"seen": seen}
        numbers[id(value)] = len(self.objects)
        self.objects.append(value)
        return None

    def later(self, value: Any, depth: int) -> list[Any]:
        """The list that will hold the nodes of a mutable container's fields."""
        if depth >= MAX_DEPTH:
            raise Unsendable(f"a value nested more than {MAX_DEPTH} levels deep cannot cross")
        target: list[Any] = []
        self._waiting.append((value, target, depth))
        return target

    def _container(self, value: Any, kind: type, depth: int) -> Any:
        seen = self.number(value)
        if seen is not None:
            return seen
        if kind in IMMUTABLE:
            if depth >= MAX_DEPTH:
                raise Unsendable(f"a value nested more than {MAX_DEPTH} levels deep cannot cross")
            self._take(len(value))
            return {kind.__name__: [self.visit(item, depth + 1) for item in value]}
        target = self.later(value, depth)
        if kind is list:
            return target
        if kind is deque:
            return {"deque": [value.maxlen, target]}
        if kind is defaultdict:
            return {"defaultdict": [self.visit(value.default_factory, depth + 1), target]}
        return {kind.__name__: target}

    def _finish(self) -> None:
        visit = self.visit
        for value, target, depth in self._waiting:  # the list grows under way
            items = contents(value)
            self._take(len(items))
            inner = depth + 1
            target.extend(items if _bare(items) else [visit(item, inner) for item in items])
        self._waiting.clear()

    def _take(self, count: int) -> None:
        self._room -= count
        if self._room < 0:
            raise Unsendable(f"a value with more than {MAX_NODES} parts cannot cross")


def _bare(items: Sequence[Any]) -> bool:
    """Whether all the items are JSON as they are; only asked where it is cheap to know."""
    kinds = set(map(type, items))
    if len(kinds) != 1:
        return not kinds
    (kind,) = kinds
    if kind is int:
        return bool(min(items) >= -SAFE_INT and max(items) <= SAFE_INT)
    if kind is str:
        return "".join(items).isascii()
    return kind is bool


class _Unfinished:
    """Stands for an immutable container while its fields are read."""


_UNFINISHED = _Unfinished()


# --- reading ----------------------------------------------------------------------------------------------


class Decoder:
    """Reads the values of one message. The mirror image of ``Encoder``; everything odd is ``Malformed``.

    Args:
        bridge: reads what goes by handle.
        objects: the containers that are numbered already.
    """

    __slots__ = ("_bridge", "_hashes", "_shares", "_waiting", "objects", "shared")

    def __init__(self, bridge: Bridge, objects: Sequence[Any] = ()) -> None:
        self.objects: list[Any] = list(objects)
        self._bridge = bridge
        self._waiting: list[tuple[Any, Any, int]] = []
        self._hashes = Hashes() if bridge.private else None
        self._shares = False
        self.shared = False
        """Whether anything so far is in several places."""

    def decode(self, node: Any) -> Any:
        """The value that a JSON node stands for.

        Raises:
            Malformed: the node is not one that an honest ``Encoder`` writes.
        """
        try:
            value = self.visit(node, 0)
            if self._waiting:
                self._finish()
        except (TypeError, ValueError, AttributeError, ArithmeticError, LookupError, RecursionError) as error:
            raise Malformed(f"no value: {type(error).__name__}: {error}") from None
        if self._shares:
            self._shares = False
            check_written_size(value)
        return value

    def change(self, number: Any, nodes: Any) -> None:
        """Give the container with this number the fields that it has on the far side."""
        if type(number) is not int or not 0 <= number < len(self.objects):
            raise Malformed("a change of a container that did not cross")
        if type(self.objects[number]) in IMMUTABLE:
            raise Malformed("a change of a container that cannot change")
        self._waiting.append((self.objects[number], nodes, 0))
        self.decode(None)

    def visit(self, node: Any, depth: int) -> Any:
        """One node's value; mutable containers are filled later."""
        kind = type(node)
        if kind is str or kind is bool or node is None:
            return node
        if kind is int:
            if not -SAFE_INT <= node <= SAFE_INT:
                raise Malformed("a bare integer larger than 2**53 - 1")
            return node
        if kind is float:
            if node - node != 0:
                raise Malformed("an infinite number")
            return node
        if kind is list:
            return self.later([], node, depth)
        if kind is not dict or len(node) != 1:
            raise Malformed("an object that is not one tag with its content")
        ((tag, content),) = node.items()
        read = CONTAINERS.get(tag)
        if read is not None:
            return read(self, content, depth)
        read_leaf = READERS.get(tag)
        if read_leaf is not None:
            return self._checked(read_leaf(content))
        return self._bridge.read(self, tag, content, depth)

    def _checked(self, value: Any) -> Any:
        """A value without parts; on the trusted side, one that is not too much."""
        if self._hashes is not None:
            if type(value) is range and range_length(value) > MAX_RANGE:
                raise Malformed("a range that is too long")
            self._hashes.leaf(value)
        return value

    def later(self, value: Any, nodes: Any, depth: int) -> Any:
        """Number a mutable container and have it filled from ``nodes``."""
        if depth >= MAX_DEPTH:
            raise Malformed(f"more than {MAX_DEPTH} levels deep")
        self.objects.append(value)
        self._waiting.append((value, nodes, depth))
        return value

    def reserve(self, depth: int) -> int:
        """The number of an immutable container whose fields are read before it exists."""
        if depth >= MAX_DEPTH:
            raise Malformed(f"more than {MAX_DEPTH} levels deep")
        self.objects.append(_UNFINISHED)
        return len(self.objects) - 1

    def immutable(self, items: list[Any], kind: Any) -> Any:
        """A tuple or a frozen set of these items."""
        if self._shares:
            check_written_size(items)
        value = kind(items)
        if self._hashes is not None:
            self._hashes.container(value)
        return value

    def seen(self, number: Any) -> Any:
        """The container with this number."""
        if type(number) is not int or not 0 <= number < len(self.objects):
            raise Malformed("a reference to a container that did not cross")
        value = self.objects[number]
        if value is _UNFINISHED:
            raise Malformed("a container that holds itself before it exists")
        self._shares = self.shared = True
        return value

    def _finish(self) -> None:
        visit = self.visit
        for value, nodes, depth in self._waiting:  # the list grows under way
            if type(nodes) is not list:
                raise Malformed("fields that are no array")
            inner = depth + 1
            items = nodes if _bare(nodes) else [visit(node, inner) for node in nodes]
            if self._shares and type(value) is not list:
                check_written_size(items)  # some of them are hashed, which takes as long as to write them out
            refill(value, items)
        self._waiting.clear()
