"""What a hostile value could cost whoever writes it out, fills a dictionary with it, or lists it.

Some values are small on their way and enormous in use: a list that holds the same list twice, forty levels deep; half
a million numbers that all have one hash; a range of a trillion numbers. Code in C does not come to an end with these
in any time, and cannot be interrupted. So they are refused as they come in.

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

from sandbox.containers import IMMUTABLE, MUTABLE, contents
from sandbox.leaves import Malformed

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from typing import Any

MAX_WRITTEN_NODES = 1_000_000
"""The most values that a shared or cyclic structure may come to when it is written out, as ``repr`` does."""
MAX_RANGE = 2_000_000
"""The most numbers of a range that comes out of a sandbox: a test that expects a list makes one of it."""
WATCHED_FROM = 2_000
"""How many values a message may have of which nobody looks at the hashes: so few cannot collide at any cost."""
MAX_COLLISIONS = 100
_PLAIN = frozenset({str, bool, int, float, type(None)})


def check_written_size(value: Any) -> None:
    """Refuse a structure whose sharing makes it enormous once written out (2**n from n lists)."""
    size = _written_size(value)
    if size is None:
        _write_out(value)
    elif size > MAX_WRITTEN_NODES:
        raise Malformed(_SHARED)


_SHARED = "a structure that shares its parts a million times over"


def _parts(value: Any) -> Any:
    kind = type(value)
    return value if kind in IMMUTABLE else contents(value) if kind in MUTABLE else None


def _written_size(value: Any) -> int | None:
    """How many values a structure comes to, each part of it looked at once; None if it holds itself."""
    sizes: dict[int, int | None] = {}  # None as long as the parts are being looked at
    stack = [(value, iter(_parts(value) or ()), [1])]
    sizes[id(value)] = None
    while stack:
        holder, parts, count = stack[-1]
        for item in parts:
            inner = _parts(item)
            if inner is None:
                count[0] += 1
            elif id(item) not in sizes:
                sizes[id(item)] = None
                stack.append((item, iter(inner), [1]))
                break
            else:
                known = sizes[id(item)]
                if known is None:
                    return None
                count[0] += known
        else:
            stack.pop()
            sizes[id(holder)] = count[0]
            if stack:
                stack[-1][2][0] += count[0]
    return sizes[id(value)]


def _write_out(value: Any) -> None:
    """Go through a structure that holds itself as ``repr`` does, as far as it may go."""
    room = MAX_WRITTEN_NODES
    path: set[int] = set()
    stack: list[tuple[int, Any]] = [(0, iter((value,)))]
    while stack:
        for item in stack[-1][1]:
            room -= 1
            if room < 0:
                raise Malformed(_SHARED)
            inner = _parts(item) if id(item) not in path else None
            if inner is not None:
                path.add(id(item))
                stack.append((id(item), iter(inner)))
                break
        else:
            path.discard(stack.pop()[0])


def range_length(numbers: range) -> int:
    """How many numbers a range has, however many that is."""
    first, end, step = numbers.start, numbers.stop, numbers.step
    return max(0, (end - first + step - (1 if step > 0 else -1)) // step)


class Hashes:
    """The hashes of one message's values, and how many different values share one.

    Texts, bytes and small integers need no look: of the first two nobody can foresee a hash, and of the last no two
    have the same.
    """

    __slots__ = ("_collisions", "_count", "_first", "_kinds", "_looked_at")

    def __init__(self) -> None:
        self._count = 0
        self._collisions = 0
        self._first: dict[int, Any] = {}
        self._kinds = set(_PLAIN)
        self._looked_at: set[int] = set()

    def leaf(self, value: Any) -> None:
        """Look at a value without parts."""
        self._kinds.add(type(value))
        self._look(value)

    def container(self, value: Any) -> None:
        """Look at a tuple or a frozen set; one that holds what is no value, or can change, has no hash of its own."""
        if all(type(part) in self._kinds or id(part) in self._looked_at for part in value):
            self._looked_at.add(id(value))
            self._look(value)

    def _look(self, value: Any) -> None:
        self._count += 1
        if self._count <= WATCHED_FROM:
            return
        first = self._first.setdefault(hash(value), value)
        if first is not value and first != value:
            self._collisions += 1
            if self._collisions > MAX_COLLISIONS:
                raise Malformed("values made to have one and the same hash")
