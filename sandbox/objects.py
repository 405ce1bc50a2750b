"""A conversation between two sides that each have objects: calls, and calls back while one is open.

Messages are JSON-RPC 2.0. A request's params are ``on`` (the receiver's number for an object), ``name``,
``args``, ``kwargs`` (flat), each only when there is one, and ``released`` (numbers that the sender lets go). A
reply's ``result`` has ``value``, ``changed`` (containers of the request that were changed in place: their
numbers and fields), ``released``, and ``rebound`` (true when a function or class that the asker got from a
module has since been replaced there, so that it must not be kept). An ``error`` has the same in ``data``, with
the exception as its value.

``Peer`` is the same class on both sides. What the far side may do is the business of the ``Operations`` that
it is given: everything inside the sandbox, an allow-list outside (``sandbox/policy.py``).

This file is also part of the program inside the sandbox: the standard library only, Python 3.9 or newer.
"""

from __future__ import annotations

import sys
from _thread import RLock  # threading takes ten times as long to import

from sandbox.bounds import check_written_size
from sandbox.containers import changed, snapshot
from sandbox.leaves import Malformed
from sandbox.values import Decoder, Encoder, bare_scalars, from_bytes, to_bytes

TYPE_CHECKING = False  # typing costs 5 ms, and only a checker needs it
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, NoReturn, Protocol

    from sandbox.bridge import Bridge

    class Connection(Protocol):
        """Messages to the far side and back."""

        def send(self, payload: bytes) -> None:
            """Send one message."""

        def receive(self) -> bytes:
            """The next message."""

        def fail(self, message: str) -> NoReturn:
            """The far side broke the rules: end the conversation."""

    class Operations(Protocol):
        """What the far side may do."""

        fatal: tuple[type[BaseException], ...]
        """What ends the conversation when a call back raises it; anything else goes to the far side."""

        def perform(self, method: str, on: Any, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
            """Do it; ``on`` is the object itself."""

        def rebound(self) -> bool:
            """Whether a name of a module that the far side asked for has come to mean something else since."""


MAX_NESTING = 60
"""How many calls may be open inside each other; what is deeper gets a ``RecursionError``."""
_PARAMS = frozenset(["on", "name", "args", "kwargs", "released"])
_RESULTS = frozenset(["value", "changed", "released", "rebound"])
_NAME_LENGTH = 20
_CHANGE_PARTS = 2
_RAISED = 1
"""The code of a JSON-RPC error that stands for an exception."""


class Peer:
    """One side of a conversation.

    Args:
        connection: the messages.
        operations: what the far side may do here.
        bridge: what crosses by handle.
        next_id: gives the id of each request.
        record: called with each request as it is sent, and again with what came of it: ``(request, reply, value or
            exception)``; the reply is empty as long as there is none.
        before_sending: called before anything is sent.
        write: how messages are written.
        read: how messages are read; raises ``Malformed``.
    """

    def __init__(
        self,
        connection: Connection,
        operations: Operations,
        bridge: Bridge,
        *,
        next_id: Callable[[], int],
        record: Callable[[bytes, bytes, Any], None] | None = None,
        before_sending: Callable[[], None] | None = None,
        write: Callable[[dict[str, Any]], bytes] = to_bytes,
        read: Callable[[bytes], Any] = from_bytes,
    ) -> None:
        self.operations = operations
        self.broken = False
        self.answering = 0
        """How many requests of the far side are being answered."""
        self._connection = connection
        self._bridge = bridge
        self._handles = bridge.handles
        self._next_id = next_id
        self._record = record
        self._before_sending = before_sending
        self._write = write
        self._parsed = read
        self._lock = RLock()
        self._open = 0
        bridge.peer = self

    def request(
        self,
        method: str,
        on: int | None = None,
        name: str | None = None,
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Have the far side do something; its result, or its exception raised."""
        with self._lock:
            params: dict[str, Any] = {}
            objects: list[Any] = []
            if on is not None:
                params["on"] = on
            if name is not None:
                params["name"] = name
            if args and not kwargs and bare_scalars(args):
                params["args"] = list(args)
            elif args or kwargs:
                encoder = Encoder(self._bridge)
                objects = encoder.objects
                params["args"] = [encoder.encode(value) for value in args]
                if kwargs:
                    params["kwargs"] = [part for key, value in kwargs.items() for part in (key, encoder.encode(value))]
            self._let_go(params)
            number = self._next_id()
            payload = self._write({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
            if self._record is not None:
                self._record(payload, b"", None)
            reply, result, raised = self._exchange(payload, number)
            value = self._read(result, objects, (args, kwargs), raised=raised)
            if self._record is not None:
                self._record(payload, reply, value)
            if raised:
                raise value
            return value

    def serve(self) -> None:
        """Answer requests for as long as the connection lasts."""
        while True:
            self._connection.send(self._answer(self._parse(self._connection.receive())))

    # --- asking ---------------------------------------------------------------------------------------

    def _exchange(self, payload: bytes, number: int) -> tuple[bytes, dict[str, Any], bool]:
        """Send a request, answer what the far side asks meanwhile; the reply, its result, whether it raised."""
        if self.broken:
            self._connection.fail("An earlier call was interrupted, so nothing more can be asked.")
        if self._open >= MAX_NESTING:
            raise RecursionError(f"more than {MAX_NESTING} calls between test and solution are open")
        self._open += 1
        whole = False
        try:
            if self._before_sending is not None:
                self._before_sending()
            self._connection.send(payload)
            while True:
                reply = self._connection.receive()
                message = self._parse(reply)
                if "method" in message:
                    self._connection.send(self._answer(message))
                    continue
                result, raised = self._result_of(message, number)
                whole = True
                return reply, result, raised
        finally:
            self._open -= 1
            if not whole:
                self.broken = True

    def _result_of(self, message: dict[str, Any], number: int) -> tuple[dict[str, Any], bool]:
        raised = "error" in message
        if message.keys() != ({"jsonrpc", "id", "error"} if raised else {"jsonrpc", "id", "result"}):
            self._fail("a reply of the wrong shape")
        if type(message["id"]) is not int or message["id"] != number:
            self._fail("a reply to something that was not asked")
        result = message["error"] if raised else message["result"]
        if raised:
            if type(result) is not dict or result.get("code") != _RAISED:
                self._fail("an error of the wrong shape")
            result = result.get("data")
        if type(result) is not dict or not result.keys() <= _RESULTS:
            self._fail("a result of the wrong shape")
        return result, raised

    def _read(self, result: dict[str, Any], objects: list[Any], given: Any, *, raised: bool) -> Any:
        if len(result) == 1 and not raised:
            node = result.get("value")
            if bare_scalars((node,)):
                return node if type(node) is not str else _literal(node)
        if "rebound" in result:
            self._bridge.home.rebound()
        decoder = Decoder(self._bridge, objects)
        try:
            value = decoder.decode(result.get("value"))
            for entry in _array(result, "changed"):
                if type(entry) is not list or len(entry) != _CHANGE_PARTS:
                    raise Malformed("a change of the wrong shape")  # noqa: TRY301 - one place says what is wrong
                decoder.change(entry[0], entry[1])
            if decoder.shared and objects:
                check_written_size([list(given[0]), given[1]])  # what was given may have grown into it over many calls
            self._handles.release(_array(result, "released"))
            if raised and not isinstance(value, BaseException):
                raise Malformed("something raised that is no exception")  # noqa: TRY301 - as above
        except Malformed as error:
            self._fail(str(error))
        return value if type(value) is not str else _literal(value)

    # --- answering ------------------------------------------------------------------------------------

    def _answer(self, message: dict[str, Any]) -> bytes:
        """Do what a request asks; the reply to send."""
        if message.keys() != {"jsonrpc", "id", "method", "params"} or type(message["id"]) is not int:
            self._fail("a request of the wrong shape")
        method, params = message["method"], message["params"]
        if type(method) is not str or type(params) is not dict or not params.keys() <= _PARAMS:
            self._fail("a request of the wrong shape")
        raised = False
        before: list[Any] = []
        objects: list[Any] = []
        self.answering += 1
        try:
            on, name, args, kwargs, objects = self._arguments(params)
            before = snapshot(objects) if objects else before
            value = self.operations.perform(method, on, name, args, kwargs)
        except Malformed as error:
            self._fail(str(error))
        except self.operations.fatal:
            raise
        except BaseException as error:  # noqa: BLE001 - the far side is to have it, whatever it is
            value, raised = error, True
        finally:
            self.answering -= 1
        if self._before_sending is not None:
            self._before_sending()
        return self._reply(message["id"], value, objects, before, raised=raised)

    def _arguments(self, params: dict[str, Any]) -> tuple[Any, str, list[Any], dict[str, Any], list[Any]]:
        """The object, the name, the arguments by place and by name, and the containers among them."""
        name = params.get("name", "")
        if type(name) is not str:
            raise Malformed("a name that is no text")
        on = self._handles.exported(params["on"]) if "on" in params else None
        nodes = _array(params, "args")
        flat = _array(params, "kwargs")
        if "released" in params:
            self._handles.release(_array(params, "released"))
        if not flat and bare_scalars(nodes):
            return on, name, nodes, {}, []
        decoder = Decoder(self._bridge)
        args = [decoder.decode(node) for node in nodes]
        if len(flat) % 2 or any(type(key) is not str for key in flat[::2]):
            raise Malformed("keyword arguments of the wrong shape")
        kwargs = {key: decoder.decode(node) for key, node in zip(flat[::2], flat[1::2])}  # noqa: B905 - Python 3.9
        return on, name, args, kwargs, decoder.objects

    def _reply(self, number: int, value: Any, objects: list[Any], before: list[Any], *, raised: bool) -> bytes:
        try:
            return self._whole_reply(number, value, objects, before, raised=raised)
        except self.operations.fatal:
            raise
        except Exception as error:  # noqa: BLE001 - the value cannot cross; why is the answer then
            return self._whole_reply(number, error, objects, [], raised=True)

    def _whole_reply(self, number: int, value: Any, objects: list[Any], before: list[Any], *, raised: bool) -> bytes:
        result: dict[str, Any] = {"value": value}
        if before or not bare_scalars((value,)):
            encoder = Encoder(self._bridge, objects)
            result["value"] = encoder.encode(value)
            numbers = changed(objects, before)
            if numbers:
                result["changed"] = [[container, encoder.fields(container)] for container in numbers]
        if self.operations.rebound():
            result["rebound"] = True
        self._let_go(result)
        message: dict[str, Any] = {"jsonrpc": "2.0", "id": number}
        if raised:
            message["error"] = {"code": _RAISED, "message": type(value).__name__, "data": result}
        else:
            message["result"] = result
        return self._write(message)

    # --- both -----------------------------------------------------------------------------------------

    def _parse(self, payload: bytes) -> dict[str, Any]:
        try:
            message = self._parsed(payload)
        except Malformed as error:
            self._fail(str(error))
        if type(message) is not dict or message.get("jsonrpc") != "2.0":
            self._fail("a message that is no JSON-RPC")
        return message

    def _let_go(self, params: dict[str, Any]) -> None:
        released = self._handles.released()
        if released:
            params["released"] = released

    def _fail(self, what: str) -> NoReturn:
        self.broken = True
        self._connection.fail(f"It broke the rules of the conversation: {what}.")


def _literal(text: str) -> str:
    """The text, the same object as a literal with that name in a test: some compare by ``is``."""
    return sys.intern(text) if len(text) <= _NAME_LENGTH else text


def _array(holder: dict[str, Any], name: str) -> list[Any]:
    array = holder.get(name)
    if array is None:
        return []
    if type(array) is not list:
        raise Malformed(f"{name} that is no array")
    return array
