"""A learner's solution as a test sees it: its modules, from whichever sandbox is alive now.

A check that never ends takes its sandbox with it, and the next one runs in a fresh one, while the test module
goes on holding the names it imported at the start. So what can be found again by module and name (functions,
classes, modules, what a module holds) is found again; an instance that lived in the old sandbox says so.
"""

from __future__ import annotations

import secrets
import sys
import types
from collections import deque
from typing import TYPE_CHECKING, Any

from sandbox.bridge import Bridge
from sandbox.call_log import Call
from sandbox.containers import MUTABLE
from sandbox.drivers import python_program
from sandbox.mirrors import Mirrors
from sandbox.objects import Peer
from sandbox.policy import TrustedSide
from sandbox.remote import Ref, RemoteMeta

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Protocol

    from sandbox.objects import Connection

    class Loader(Protocol):
        """What of a session is needed here."""

        def load(self, program: str, *, name: str = ..., argv: Sequence[str] = ...) -> Connection:
            """Start a driver."""


MAX_CALLS = 50


class Ended(ReferenceError):
    """An object was used whose sandbox has ended, and which cannot be found again in the one after it."""


class RemoteModule(types.ModuleType):
    """A module of a solution. Everything but what Python's import machinery keeps in it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name in _MACHINERY:
            raise AttributeError(name)
        ref: Ref = vars(self)["__remote__"]
        if name == "__all__":
            return ref.home.request(ref, "public")
        value = ref.home.request(ref, "get", name)
        found = value.__remote_class__ if type(value) is RemoteMeta else getattr(value, "__remote__", None)
        if type(found) is Ref and found.path is None and ref.path is not None:
            found.path = (ref.path[0], name)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _MACHINERY:
            super().__setattr__(name, value)
        else:
            ref: Ref = vars(self)["__remote__"]
            ref.home.request(ref, "set", name, (value,))

    def __delattr__(self, name: str) -> None:
        ref: Ref = vars(self)["__remote__"]
        ref.home.request(ref, "delete", name)

    def __dir__(self) -> list[str]:
        ref: Ref = vars(self)["__remote__"]
        return list(ref.home.request(ref, "names"))


_MACHINERY = frozenset(
    {"__spec__", "__loader__", "__package__", "__path__", "__file__", "__cached__", "__name__", "__remote__"}
)


class Solution:
    """The solution behind every stand-in of one run.

    Args:
        session: gives the session that is alive now; another one when the last has ended.
        shared: modules by name whose source both sides have (see ``graders/function.py``).
    """

    def __init__(
        self, session: Callable[[], Loader], *, shared: Mapping[str, types.ModuleType] | None = None
    ) -> None:
        self._session = session
        self._shared = dict(shared or {})
        self._mirrors = Mirrors(private=True)
        self._loader: Loader | None = None
        self._peer: Peer | None = None
        self._bridge: Bridge | None = None
        self._modules: dict[str, RemoteModule] = {}
        self._calls: deque[Call] = deque(maxlen=MAX_CALLS)

    def import_module(self, name: str) -> RemoteModule:
        """Import a module of the solution, inside; raises what its import raises."""
        module: RemoteModule = self._alive().request("import", None, name)
        return module

    @property
    def calls(self) -> tuple[Call, ...]:
        """The last calls that the test made, oldest first, since ``forget_calls``."""
        return tuple(self._calls)

    def forget_calls(self) -> None:
        """A new check begins."""
        self._calls.clear()

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
        return peer.request(method, ref.number, name, args, kwargs)

    def equal(self, owner: Any, other: Any) -> Any:
        """``owner == other``: asked only between two objects of the solution; decided here for plain values.

        A solution that says that its object equals whatever it is compared with would pass every test.
        """
        if owner is other:
            return True
        ref: Ref = owner.__remote__
        if isinstance(type(other), RemoteMeta):
            answer = self.request(ref, "special", "__eq__", (other,))
            if answer is not NotImplemented and type(answer) is not bool:
                raise TypeError(f"__eq__ returned {type(answer).__name__}, not bool")
            return answer
        if type(other) not in MUTABLE and type(other) not in _COMPARABLE:
            return NotImplemented
        content = self.request(ref, "content")
        if content is None or (type(content) is list and type(other) is tuple):
            return NotImplemented
        return deque(content) == other if type(other) is deque else content == other

    def dead(self, ref: Ref) -> bool:
        """Whether an object's sandbox has ended."""
        return ref.peer is not self._peer or getattr(self._loader, "ended", None) is not None

    def locate(self, ref: Ref) -> None:
        """Find an object of an earlier sandbox in the one that is alive. Raises ``Ended``."""
        peer = self._alive()
        if ref.path is None:
            raise Ended("This object was made in a sandbox that has ended; make it again.")
        module, name = ref.path
        if not name:
            self.import_module(module)
            return
        found = peer.request("find", None, module, (name,))
        held = found.__remote_class__ if type(found) is RemoteMeta else getattr(found, "__remote__", None)
        if type(held) is not Ref:
            raise Ended(f"{name} of {module} is something else than it was.")
        ref.peer, ref.number = held.peer, held.number
        vars(self)["_kept"] = (*vars(self).get("_kept", ()), found)

    def module(self, ref: Ref) -> RemoteModule:
        """What stands for a module, the same object in every sandbox."""
        name = ref.path[0] if ref.path is not None else ""
        module = self._modules.get(name)
        if module is None:
            module = self._modules[name] = RemoteModule(name)
            vars(module)["__remote__"] = ref
            del vars(module)["__doc__"]
        else:
            old: Ref = vars(module)["__remote__"]
            old.peer, old.number = ref.peer, ref.number
        return module

    def frames(self, error: BaseException) -> list[Any]:
        """Nothing of a test's traceback is for a solution."""
        return []

    # --- the conversation -----------------------------------------------------------------------------

    def _alive(self) -> Peer:
        loader = self._session()
        if loader is not self._loader or self._peer is None:
            self._connect(loader)
        if self._peer is None:
            raise AssertionError("unreachable: _connect gives a peer")
        return self._peer

    def _connect(self, loader: Loader) -> None:
        connection = loader.load(python_program(), name="python_driver.py")
        self._loader = loader
        self._bridge = Bridge(self, self._mirrors, private=True, shared=self._shared)
        self._peer = Peer(
            connection, TrustedSide(), self._bridge, next_id=lambda: secrets.randbits(53), record=self._record
        )
        if self._shared:
            self._peer.request("share", None, None, (sorted(self._shared),))

    def _record(self, request: bytes, reply: bytes, value: Any) -> None:
        self._calls.append(Call(request, reply, value))


_COMPARABLE = frozenset([tuple, frozenset, bytes])
