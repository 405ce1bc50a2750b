"""Numbers for objects: those of this side that the far side holds, and those of the far side held here.

The same far object is always the same stand-in, as long as the stand-in lives; when it dies, its number is
let go with the next message. The two sides take turns, so a number that is let go is on its way nowhere.

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

import types
from _weakref import ref as weak_reference  # weakref itself imports what nothing here needs

from sandbox.leaves import Malformed, Unsendable

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MAX_EXPORTS = 100_000
"""The most objects that the far side may hold at once."""


class Handles:
    """The numbered objects of one conversation."""

    def __init__(self) -> None:
        self._objects: dict[int, tuple[Any, Any]] = {}
        self._numbers: dict[Any, int] = {}
        self._next = 0
        self._stand_ins: dict[int, weak_reference[Any]] = {}
        self._gone: list[int] = []

    # --- what the far side may name -------------------------------------------------------------------

    def export(self, value: Any) -> int:
        """The number of an object of this side."""
        key: Any = id(value)
        if type(value) is types.MethodType:  # a new object at each access, and yet the same method
            key = (id(value.__self__), id(value.__func__))
        number = self._numbers.get(key)
        if number is None:
            if len(self._objects) >= MAX_EXPORTS:
                raise Unsendable(f"more than {MAX_EXPORTS} objects are held at once")
            self._next = number = self._next + 1
            self._numbers[key] = number
            self._objects[number] = (value, key)
        return number

    def exported(self, number: Any) -> Any:
        """The object of this side that has this number. Raises ``Malformed``."""
        held = self._objects.get(number) if type(number) is int else None
        if held is None:
            raise Malformed("a reference to an object that was never given")
        return held[0]

    def release(self, numbers: Any) -> None:
        """The far side let go of these."""
        if type(numbers) is not list:
            raise Malformed("released objects that are no array")
        for number in numbers:
            held = self._objects.pop(number, None) if type(number) is int else None
            if held is None:
                raise Malformed("an object released that was not held")
            del self._numbers[held[1]]

    # --- stand-ins ------------------------------------------------------------------------------------

    def adopt(self, number: int, stand_in: Any) -> None:
        """Let a stand-in of an earlier conversation stand for a far object."""
        self._stand_ins[number] = weak_reference(stand_in, lambda gone: self._let_go(number, gone))

    def released(self) -> list[int]:
        """The far objects that nothing here holds any longer, once."""
        if not self._gone:
            return self._gone
        gone, self._gone = self._gone, []
        return [number for number in dict.fromkeys(gone) if number not in self._stand_ins]

    def stand_in(self, number: Any, make: Callable[[], Any]) -> Any:
        """What stands here for a far object; made by ``make`` when nothing does."""
        if type(number) is not int or number <= 0:
            raise Malformed("an object without a number")
        held = self._stand_ins.get(number)
        stand_in = held() if held is not None else None
        if stand_in is None:
            stand_in = make()
            self.adopt(number, stand_in)
        return stand_in

    def _let_go(self, number: int, gone: Any) -> None:
        if self._stand_ins.get(number) is gone:
            del self._stand_ins[number]
            self._gone.append(number)
