"""A learner's solution as a test sees it: its modules, from whichever sandbox is alive now.

A check that never ends takes its sandbox with it, and the next one runs in a fresh one, while the test module
goes on holding the names it imported at the start. So what can be found again by module and name (functions,
classes, modules, what a module holds) is found again; an instance that lived in the old sandbox says so.
"""

from __future__ import annotations

import os
import struct
import types
from collections import deque
from typing import TYPE_CHECKING, Any, NoReturn

from sandbox.bridge import Bridge
from sandbox.call_log import Call
from sandbox.errors import MissingName, ObjectGone
from sandbox.mirrors import Mirrors
from sandbox.objects import Peer
from sandbox.policy import TrustedSide
from sandbox.remote import Ref, RemoteFunction, RemoteMeta
from sandbox.trust import Trust
from sandbox.values import to_trusting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Protocol

    from sandbox.objects import Connection

    class Source(Protocol):
        """Gives the conversation with the driver of the sandbox that is alive."""

        def connection(self) -> Connection:
            """The same one until its sandbox has ended; then one with a driver that was asked nothing yet."""

        def ended(self) -> bool:
            """Whether the sandbox that was used last has ended."""


_IDS = struct.Struct("64Q")
MAX_CALL_BYTES = 1 << 18
"""Calls with more to say than this are not remembered."""


class RemoteModule(types.ModuleType):  # noqa: D101 - a docstring here would be taken for the module's own
    @property
    def __doc__(self) -> Any:  # type: ignore[override]
        """The module's docstring."""
        ref: Ref = vars(self)["__remote__"]
        return ref.home.request(ref, "get", "__doc__")

    def __getattr__(self, name: str) -> Any:
        kept = vars(self)["__kept__"].get(name)
        if kept is not None:
            return kept
        if name in _MACHINERY:
            raise AttributeError(name)
        ref: Ref = vars(self)["__remote__"]
        if name == "__all__":
            return ref.home.request(ref, "public")
        value = ref.home.of_module(self, ref, name)  # type: ignore[attr-defined]
        ref.home.took(self, name, value)
        if type(value) is RemoteFunction or type(value) is RemoteMeta:
            vars(self)["__kept__"][name] = value
        found = ref_of(value)
        if found is not None and found.path is None and ref.path is not None:
            found.path = (ref.path[0], name)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _MACHINERY:
            super().__setattr__(name, value)
        else:
            vars(self)["__kept__"].pop(name, None)
            ref: Ref = vars(self)["__remote__"]
            ref.home.request(ref, "set", name, (value,))

    def __delattr__(self, name: str) -> None:
        vars(self)["__kept__"].pop(name, None)
        ref: Ref = vars(self)["__remote__"]
        ref.home.request(ref, "delete", name)

    def __dir__(self) -> list[str]:
        ref: Ref = vars(self)["__remote__"]
        return list(ref.home.request(ref, "names"))


_MACHINERY = frozenset(
    {"__spec__", "__loader__", "__package__", "__path__", "__file__", "__cached__", "__name__", "__remote__"}
)


def ref_of(value: Any) -> Ref | None:
    """The reference in a stand-in; None for anything else."""
    if type(value) is RemoteMeta:
        held: Any = value.__remote_class__
    elif isinstance(value, BaseException):
        held = vars(value).get("__remote__")
    else:
        held = getattr(value, "__remote__", None)
    return held if type(held) is Ref else None


class Solution:
    """The solution behind every stand-in of one run.

    Args:
        source: gives the conversation; another one when the last sandbox has ended.
        calls: where what the test asks is remembered, oldest first.
        shared: the modules whose source both sides have, by name, with their source.
        missing: called when a module has no such name, with the module, the name and what it defines; raises,
            or gives a substitute.
        write: how messages to the driver are written.
        by_call: whether every attribute of an instance is taken for a method, so that a test for several
            languages reads its state by a call, and the driver answers from a method, a getter or a field.
        names: gives the names in the text of the tests, among them those of the classes that they know of; without
            it every name that is taken counts.
    """

    def __init__(
        self,
        source: Source,
        *,
        calls: deque[Call] | None = None,
        shared: Mapping[str, tuple[types.ModuleType, str]] | None = None,
        missing: Callable[[RemoteModule, str, list[str]], Any] | None = None,
        write: Callable[[dict[str, Any]], bytes] = to_trusting,
        by_call: bool = False,
        names: Callable[[], frozenset[str]] | None = None,
    ) -> None:
        self.calls = calls if calls is not None else deque(maxlen=50)
        self._source = source
        self._shared = dict(shared or {})
        self._missing = missing or _missing
        self._write = write
        self.by_call = by_call
        self._mirrors = Mirrors(private=True)
        self._trust = Trust(self, self._mirrors, names)
        self.special, self.member = self._trust.special, self._trust.member
        self.invoke, self.equal, self.reads = self._trust.invoke, self._trust.equal, self._trust.reads
        self._connection: Connection | None = None
        self._peer: Peer | None = None
        self._modules: dict[str, RemoteModule] = {}
        self._imported: dict[str, RemoteModule] = {}
        """Those of this conversation."""
        self._found: list[Any] = []  # keeps alive what names of earlier sandboxes now stand for
        self._messages = _NOTHING

    def import_module(self, name: str) -> RemoteModule:
        """Import a module of the solution, inside; raises what its import raises."""
        peer = self._alive()
        module = self._imported.get(name)
        if module is None:
            module = self._imported[name] = peer.request("import", None, name)
        return module

    # --- what stand-ins ask for -----------------------------------------------------------------------

    def request(
        self,
        ref: Ref,
        method: str,
        name: str | None = None,
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Do something to an object of the solution."""
        peer = self._alive()
        if ref.peer is not peer:
            self.locate(ref)
        self._trust.asked(method, name)
        try:
            value = peer.request(method, ref.number, name, args, kwargs)
        except BaseException as error:
            self._note(ref, error)
            self._trust.raised(error, method, name)
            raise
        self._note(ref, value)
        return value

    def finish(self) -> None:
        """At the end of a check that found nothing wrong: object to what it could not see.

        Raises:
            AnswerRefused: a function of the solution's ended a loop of the test's.
        """
        self._trust.finish()

    def took(self, owner: Any, name: str, value: Any) -> None:
        """A test has taken something by its name from a module, or from a class that it knows of."""
        if isinstance(owner, RemoteModule) or self._trust.names(owner):
            self._trust.note(name, value)

    def of_module(self, module: RemoteModule, ref: Ref, name: str) -> Any:
        """An attribute of a module; when there is none, what ``missing`` gives or raises."""
        peer = self._alive()
        if ref.peer is not peer:
            self.locate(ref)
        try:
            return peer.request("get", ref.number, name)
        except AttributeError:
            if name.startswith("__"):
                raise
            defined = peer.request("public", ref.number)
            names = [one for one in defined if type(one) is str]
        return self._missing(module, name, names)

    def dead(self, ref: Ref) -> bool:
        """Whether an object's sandbox has ended."""
        return ref.peer is not self._peer or self._source.ended()

    def locate(self, ref: Ref) -> None:
        """Find an object of an earlier sandbox in the one that is alive. Raises ``ObjectGone``."""
        peer = self._alive()
        if ref.path is None:
            raise ObjectGone("This object was made in a sandbox that has ended; make it again.")
        module, name = ref.path
        if not name:
            self.import_module(module)
            return
        found = peer.request("find", None, module, (name,))
        held = ref_of(found)
        if held is None:
            raise ObjectGone(f"{name} of {module} is something else than it was.")
        ref.peer, ref.number = held.peer, held.number
        self._found.append(found)

    def module(self, ref: Ref) -> RemoteModule:
        """What stands for a module, the same object in every sandbox."""
        name = ref.path[0] if ref.path is not None else ""
        module = self._modules.get(name)
        if module is None:
            module = self._modules[name] = RemoteModule(name)
            vars(module).update(__remote__=ref, __kept__={})
        else:
            old: Ref = vars(module)["__remote__"]
            old.peer, old.number = ref.peer, ref.number
            vars(module)["__remote__"] = ref  # the one that is watched: its end releases the number
        return module

    def rebound(self) -> None:
        """Let modules ask again for their functions and classes."""
        for module in self._modules.values():
            vars(module)["__kept__"].clear()

    def frames(self, _: BaseException) -> list[Any]:
        """Nothing of a test's traceback is for a solution."""
        return []

    # --- the conversation -----------------------------------------------------------------------------

    def _alive(self) -> Peer:
        connection = self._source.connection()
        if self._peer is None or connection is not self._connection:
            return self._connect(connection)
        return self._peer

    def _connect(self, connection: Connection) -> Peer:
        modules = {name: module for name, (module, _) in self._shared.items()}
        bridge = Bridge(self, self._mirrors, private=True, shared=modules)
        peer = Peer(
            connection,
            TrustedSide(),
            bridge,
            next_id=_unpredictable().__next__,
            record=self._record,
            write=self._write,
        )
        self._connection, self._peer = connection, peer
        self._found.clear()
        self._imported.clear()
        if self._shared:
            peer.request("share", None, None, ({name: text for name, (_, text) in self._shared.items()},))
        return peer

    def _record(self, request: bytes, reply: bytes, _: Any) -> None:
        self._messages = request, reply

    def _note(self, ref: Ref, outcome: Any) -> None:
        """Remember a call; what it was asked with is kept as it was sent, and only read if someone looks."""
        request, reply = self._messages
        self._messages = _NOTHING
        if len(request) + len(reply) <= MAX_CALL_BYTES and request:
            self.calls.append(Call(ref.label, request, reply, outcome))


def _unpredictable() -> Iterator[int]:
    """Ids of 53 random bits, drawn some at a time: asking the system for each costs more than to write it."""
    while True:
        yield from (number >> 11 for number in _IDS.unpack(os.urandom(_IDS.size)))


def _missing(module: RemoteModule, name: str, defined: list[str]) -> NoReturn:
    raise MissingName(f"module {module.__name__} has no attribute {name}; it defines: {', '.join(defined)}")


_NOTHING = (b"", b"")
