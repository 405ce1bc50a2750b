"""What an object of a solution's may be asked for, so that nothing hangs on its own word by accident.

A special method runs in the solution. ``x == 3`` would tell it what the test expects and let it say whether that is
so, and ``x < 3``, ``3 in x`` and ``x - 3`` are no better. So it matters which objects a test knows of:

* An object of a class that the test takes by its name (``solution.Account``, ``from bank import Account``; a name that
  begins with a capital letter, for anything else asks for a function) may be asked all but whether it equals a plain
  value: what its class does is what is being tested.
* Any other object came back where the test may well have expected a number or a list. It may be asked for what gives
  plain values without knowing what they are compared with: attributes, calls, texts, conversions, its length, its
  items, once. The rest raises ``AnswerRefused``, which fails the check.

What a class over a builtin holds is known here. Over an immutable one it computes and compares as that builtin;
what one over a container holds is read as a whole and is the same for all questions between two calls.

Never asked is whether an object equals a plain value. Never believed is a context manager that swallows a failed
check, an iterator that goes on after its end, and a function that ends the test's own loop with ``StopIteration``.
"""

from __future__ import annotations

import types
from collections import deque
from copy import copy
from typing import TYPE_CHECKING, Any

from sandbox.containers import MUTABLE
from sandbox.errors import AnswerRefused
from sandbox.remote import RemoteMeta, RemoteObject
from sandbox.special import BINARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sandbox.mirrors import Mirrors
    from sandbox.remote import Home

_FREE = frozenset(
    [
        *("__call__", "__str__", "__repr__", "__format__", "__bytes__", "__fspath__", "__hash__", "__dir__"),
        *("__int__", "__float__", "__complex__", "__index__", "__round__", "__trunc__", "__floor__", "__ceil__"),
        *("__abs__", "__neg__", "__pos__", "__invert__", "__length_hint__", "__next__", "__anext__", "__aiter__"),
        *("__enter__", "__aenter__", "__await__", "__setitem__", "__delitem__", "__get__", "__set__", "__delete__"),
        "__set_name__",
    ]
)
"""Special methods that give a value out, or change something, and compare with nothing."""
_ORDER = frozenset(["__lt__", "__le__", "__gt__", "__ge__"])
_WHAT = {
    **dict.fromkeys(_ORDER, "whether it is smaller or greater"),
    **dict.fromkeys(BINARY, "to calculate with another value"),
    "__bool__": "whether it is true",
    "__contains__": "what it contains",
    "__getitem__": "for one of its items",
    "__missing__": "for one of its items",
    "__reversed__": "for its items in reverse",
    "__iter__": "for its items a second time",
}
_READING = frozenset(
    [
        *("get", "keys", "values", "items", "copy", "count", "index", "issubset", "issuperset", "isdisjoint"),
        *("union", "intersection", "difference", "symmetric_difference"),
    ]
)
"""Methods of the builtin containers that only read."""
_VIEWS: tuple[type, type, type] = (type({}.keys()), type({}.values()), type({}.items()))
_LOCAL: dict[type, Callable[[Any], Any]] = {
    deque: deque,
    bytearray: bytearray,
    _VIEWS[0]: lambda content: dict.fromkeys(content).keys(),
    _VIEWS[1]: lambda content: dict(enumerate(content)).values(),
    _VIEWS[2]: lambda content: dict(content).items(),
}
"""How a container is made of the content that the far side told, where that is another one."""
_COMPARABLE = frozenset([*MUTABLE, tuple, frozenset, bytes, types.MappingProxyType, *_VIEWS])
_CHANGING = frozenset(["call", "invoke", "set", "delete", "await", "copy"])
_CHANGING_SPECIAL = frozenset(["__call__", "__setitem__", "__delitem__", "__enter__", "__exit__", "__aenter__"])
MAX_NESTED = 50
"""How deep objects over containers may hold each other in one comparison: each is asked for what it holds."""
_SENDING = frozenset(["send", "throw", "__next__"])
"""Methods of a generator that may say that it is at its end."""


class Trust:
    """Decides for the stand-ins of one solution.

    Args:
        home: where an object is asked.
        mirrors: the classes made so far.
        names: the names of classes that the tests have in their text; None if any of them may be meant.
    """

    def __init__(self, home: Home, mirrors: Mirrors, names: Callable[[], frozenset[str]] | None = None) -> None:
        self._home = home
        self._mirrors = mirrors
        self._names = names
        self._named: set[type] = set()
        self._ends: list[BaseException] = []
        self._nested = 0
        self.turn = 0
        """Counts what may have changed an object: its content is the same between two of them."""

    def note(self, name: str, value: object) -> None:
        """Remember that the test has taken something by a name, if it is a class and the name one of a class."""
        if not isinstance(value, type) or value in self._named or not name.lstrip("_")[:1].isupper():
            return
        if self._names is None or name in self._names():
            self._named.add(value)

    def names(self, kind: type) -> bool:
        """Whether the test knows of a class, or of one that it is derived from."""
        return not self._named.isdisjoint(kind.__mro__)

    def asked(self, method: str, name: str | None) -> None:
        """Note that something is asked for which may change an object."""
        if method in _CHANGING or (method == "special" and (name in _CHANGING_SPECIAL or name in BINARY)):
            self.turn += 1

    def raised(self, error: BaseException, method: str, name: str | None) -> None:
        """Note an exception that may end a loop of the test's, though it comes from something that is no iterator."""
        if isinstance(error, StopIteration) and not (method in {"special", "invoke"} and name in _SENDING):
            self._ends.append(error)

    def finish(self) -> None:
        """Object to what a check that found nothing wrong could not see.

        A ``StopIteration`` that went through the test's code has the test's frame in its traceback. One that has not
        was taken by ``map`` or a ``for`` loop for the end of its items.

        Raises:
            AnswerRefused: one was.
        """
        ends, self._ends = self._ends, []
        if any(_outermost(error) == __package__ for error in ends):
            raise AnswerRefused("It raised StopIteration, which only an iterator may, and so cut the check short.")

    # --- what is done to an object --------------------------------------------------------------------

    def special(self, owner: Any, name: str, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        """What an operator or a builtin function gives for an object.

        Raises:
            AnswerRefused: only the object itself could say.
        """
        kind = type(owner)
        if name in {"__exit__", "__aexit__"}:
            return self._leave(owner, name, args)
        if name == "__ne__":
            return self._unequal(owner, args[0])
        if name == "__next__":
            return self._next(owner)
        if name in _FREE or self.names(kind):
            return self._ask(owner, name, args, kwargs)
        if not issubclass(kind, (RemoteObject, BaseException)):
            return self._held(owner, name, args)
        if _like(kind) is not None and (held := self.content(owner)) is not None:
            return self._of_content(owner, held, name, args)
        if name == "__len__":
            return self._length(owner)
        if name == "__iter__":
            return owner if _has(kind, "__next__") else self._items(owner)
        raise _refused(owner, name)

    def member(self, owner: Any, ref: Any, name: str, args: Sequence[Any]) -> Any:
        """The same for a member of an enumeration, which is asked by way of its class."""
        if name in _FREE or self.names(type(owner)):
            return self._home.request(ref, "invoke", name, (owner, *args))
        return self._held(owner, name, args)

    def invoke(self, owner: Any, name: str, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        """What a method gives: one that reads a container's content reads it here."""
        if name in _READING and not self.names(type(owner)) and _like(type(owner)) is not None:
            held = self.content(owner)
            if hasattr(type(held), name):
                return getattr(held, name)(*args, **kwargs)
        return self._home.request(owner.__remote__, "invoke", name, args, kwargs)

    def reads(self, owner: Any, name: str) -> None:
        """Refuse the methods of texts and sets that judge to an object that is neither.

        Raises:
            AnswerRefused: the test takes it for a text or a set.
        """
        kind = type(owner)
        if issubclass(kind, (RemoteObject, BaseException)) and _like(kind) is None and not self.names(kind):
            raise _refused(owner, name)

    def equal(self, owner: Any, other: Any) -> Any:
        """``owner == other``: asked only between two objects of the solution's; decided here for plain values.

        A solution that says that its object equals whatever it is compared with would pass every test.
        """
        if owner is other:
            return True
        if isinstance(type(other), RemoteMeta):
            answer = self._ask(owner, "__eq__", (other,), {})
            if answer is not NotImplemented and type(answer) is not bool:
                raise TypeError(f"__eq__ returned {type(answer).__name__}, not bool")
            return answer
        if type(other) not in _COMPARABLE:
            return NotImplemented
        if self._nested >= MAX_NESTED:
            raise AnswerRefused("What it gave holds objects in objects without end.")
        self._nested += 1
        try:
            held = self.content(owner)
            return NotImplemented if held is None or (type(held) is list and type(other) is tuple) else held == other
        finally:
            self._nested -= 1

    def content(self, owner: Any) -> Any:
        """What an object over a builtin container holds, in such a container; None for any other object."""
        turn, held = vars_of(owner).get("content", (-1, None))
        if turn != self.turn:
            held = self._home.request(owner.__remote__, "content")
            if isinstance(type(held), RemoteMeta):
                held = None  # an object like itself, which would be asked in its turn
            make = _LOCAL.get(_like(type(owner)) or object)
            if make is not None and held is not None:
                try:
                    held = make(held)
                except (TypeError, ValueError):  # it is not what its class holds
                    held = None
            vars_of(owner)["content"] = (self.turn, held)
        return held

    # --- how ------------------------------------------------------------------------------------------

    def _ask(self, owner: Any, name: str, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        return self._home.request(owner.__remote__, "special", name, args, kwargs)

    def _unequal(self, owner: Any, other: Any) -> Any:
        if isinstance(type(other), RemoteMeta):
            return self._ask(owner, "__ne__", (other,), {})
        equal = self.equal(owner, other)
        return equal if equal is NotImplemented else not equal

    def _held(self, owner: Any, name: str, args: Sequence[Any]) -> Any:
        """What the builtin that a value is of makes of it, whatever its class says."""
        for base in type(owner).__mro__:
            if name in base.__dict__ and base not in self._mirrors.refs:
                return base.__dict__[name].__get__(owner, base)(*args)
        if name in BINARY or name in _ORDER:
            return NotImplemented
        raise _refused(owner, name)

    def _of_content(self, owner: Any, held: Any, name: str, args: Sequence[Any]) -> Any:
        if name == "__bool__":
            return len(held) > 0
        method = getattr(type(held), name, None)
        if method is None:
            raise _refused(owner, name)
        return method(copy(held) if name in BINARY else held, *args)

    def _length(self, owner: Any) -> Any:
        length = self._ask(owner, "__len__", (), {})
        vars_of(owner)["length"] = (self.turn, length)
        return length

    def _items(self, owner: Any) -> Iterator[Any]:
        """The items, once, and as many as the object said it has."""
        if vars_of(owner).get("read"):
            raise _refused(owner, "__iter__")
        vars_of(owner)["read"] = True
        return self._counted(owner, iter(self._ask(owner, "__iter__", (), {})))

    def _counted(self, owner: Any, items: Iterator[Any]) -> Iterator[Any]:
        count, began = 0, self.turn
        for item in items:
            count += 1
            yield item
        told, length = vars_of(owner).get("length", (-1, count))
        if told >= 0 and length != count and began == told:
            raise AnswerRefused(f"It gave {_object(owner)} that said it has {length} items, and then gave {count}.")

    def _next(self, owner: Any) -> Any:
        try:
            item = self._ask(owner, "__next__", (), {})
        except StopIteration:
            vars_of(owner)["ended"] = True
            raise
        if vars_of(owner).get("ended"):
            raise AnswerRefused(f"It gave {_object(owner)} that went on after it had ended.")
        return item

    def _leave(self, owner: Any, name: str, args: Sequence[Any]) -> Any:
        """Let a context manager end; what fails a check is never its to swallow."""
        left = self._ask(owner, name, args, {})
        raised = args[0] if args else None
        checked = isinstance(raised, type) and _fails_a_check(raised)
        if not checked:
            return left
        return _nothing(left) if name == "__aexit__" else False


def _outermost(error: BaseException) -> str:
    """The package of the outermost function that an exception has come to."""
    trace = error.__traceback__
    return str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0] if trace is not None else ""


def vars_of(owner: Any) -> dict[str, Any]:
    """What is remembered here of a stand-in: its own attributes are the far object's."""
    try:
        notes: dict[str, Any] = object.__getattribute__(owner, "__remote_notes__")
    except AttributeError:
        notes = {}
        object.__setattr__(owner, "__remote_notes__", notes)
    return notes


def _fails_a_check(kind: type) -> bool:
    return issubclass(kind, AssertionError) or not issubclass(kind, (Exception, SystemExit))


async def _nothing(left: Any) -> bool:
    await left
    return False


def _has(kind: type, name: str) -> bool:
    return any(name in base.__dict__ for base in kind.__mro__)


def _like(kind: type) -> type | None:
    """The builtin kind that a mirror's instances are of."""
    return next((base.__dict__["__remote_like__"] for base in kind.__mro__ if "__remote_like__" in base.__dict__), None)


def _object(owner: Any) -> str:
    name = type(owner).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name} object"


def _refused(owner: Any, name: str) -> AnswerRefused:
    what = _WHAT.get(name, f"for {name}")
    return AnswerRefused(
        f"It gave {_object(owner)} where a plain value belongs: such an object is not asked {what}. "
        "Give back a number, a text, a list, a dictionary, True or False itself."
    )
