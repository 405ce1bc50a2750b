"""Frames and messages on the one stream to a sandbox. The far side is hostile.

A frame is ``>II`` (payload length, stream number) and the payload. Stream 0 carries JSON-RPC 2.0 objects to
and from the agent; stream ``8n + fd`` belongs to process or connection ``n`` (see ``sandbox/agent.py``).
A message of a driver is ``>I`` (length) and the payload, inside the byte streams 3 and 4 of its process.

Every size is capped before memory is taken for it, and everything malformed is a ``ProtocolError``.
"""

from __future__ import annotations

import json
import os
import struct
from typing import Any

from sandbox.errors import ProtocolError

CONTROL = 0
STDIN, STDOUT, STDERR, MESSAGES_IN, MESSAGES_OUT = range(5)

MAX_FRAME_BYTES = 1 << 20
"""The largest payload that an honest agent sends is its read size, 64 KiB."""
MAX_CONTROL_BYTES = 1 << 16
MAX_MESSAGE_BYTES = 16 << 20
MAX_DEPTH = 200

FRAME_HEADER = struct.Struct(">II")
MESSAGE_HEADER = struct.Struct(">I")


def encode_frame(stream: int, payload: bytes) -> bytes:
    """One frame, ready to be written."""
    return FRAME_HEADER.pack(len(payload), stream) + payload


def encode_message(payload: bytes) -> bytes:
    """One driver message with its length prefix. Raises ``ValueError`` when it is too large to be taken."""
    if len(payload) > MAX_MESSAGE_BYTES:
        raise ValueError(f"a message of {len(payload)} bytes; the most that crosses is {MAX_MESSAGE_BYTES}")
    return MESSAGE_HEADER.pack(len(payload)) + payload


class FrameDecoder:
    """Cuts a byte stream from a sandbox into frames: ``feed`` bytes, get ``(stream, payload)`` pairs."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        """The frames that ``data`` completes. Raises ``ProtocolError`` for a frame over the cap."""
        buffer = self._buffer
        buffer += data
        frames: list[tuple[int, bytes]] = []
        position = 0
        while len(buffer) - position >= FRAME_HEADER.size:
            length, stream = FRAME_HEADER.unpack_from(buffer, position)
            if length > MAX_FRAME_BYTES:
                raise ProtocolError(f"a frame of {length} bytes; the most is {MAX_FRAME_BYTES}")
            end = position + FRAME_HEADER.size + length
            if len(buffer) < end:
                break
            frames.append((stream, bytes(buffer[position + FRAME_HEADER.size : end])))
            position = end
        del buffer[:position]
        return frames


class MessageDecoder:
    """Cuts a driver's byte stream into messages."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The messages that ``data`` completes. Raises ``ProtocolError`` for a message over the cap."""
        buffer = self._buffer
        if not buffer and len(data) >= MESSAGE_HEADER.size:
            (length,) = MESSAGE_HEADER.unpack_from(data)
            if len(data) == MESSAGE_HEADER.size + length:  # just one, as nearly always
                return [data[MESSAGE_HEADER.size :]]
        buffer += data
        messages: list[bytes] = []
        position = 0
        while len(buffer) - position >= MESSAGE_HEADER.size:
            (length,) = MESSAGE_HEADER.unpack_from(buffer, position)
            if length > MAX_MESSAGE_BYTES:
                raise ProtocolError(f"a message of {length} bytes; the most is {MAX_MESSAGE_BYTES}")
            end = position + MESSAGE_HEADER.size + length
            if len(buffer) < end:
                break
            messages.append(bytes(buffer[position + MESSAGE_HEADER.size : end]))
            position = end
        del buffer[:position]
        return messages


def parse_object(payload: bytes, *, max_bytes: int = MAX_MESSAGE_BYTES) -> dict[str, Any]:
    """A JSON object from the far side, decoded to plain builtin types.

    Raises:
        ProtocolError: it is too long, too deep, not UTF-8, not JSON, or not an object.
    """
    if len(payload) > max_bytes:
        raise ProtocolError(f"a message of {len(payload)} bytes; the most is {max_bytes}")
    try:
        decoded = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"not JSON: {error}") from None
    if not isinstance(decoded, dict):
        raise ProtocolError(f"a JSON {type(decoded).__name__} where an object belongs")
    return decoded


def unpredictable() -> int:
    """A number for a request that the far side can't guess: 53 bits, which every reader of JSON takes exactly."""
    return int.from_bytes(os.urandom(7), "big") >> 3


def encode_request(number: int, method: str, params: dict[str, Any]) -> bytes:
    """A control frame's payload that asks the agent for something; after a NUL, bytes may follow."""
    request = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
    return json.dumps(request, separators=(",", ":")).encode()


class Exited:
    """What the agent says of a process that ended: exit status (-1 for none), signal (0 for none), memory."""

    __slots__ = ("oom", "process", "signal", "status")

    def __init__(self, params: object) -> None:
        if not isinstance(params, dict) or params.keys() != {"process", "status", "signal", "oom"}:
            raise ProtocolError("an exit notice of the wrong shape")
        self.process = _number(params["process"])
        self.status = _number(params["status"])
        self.signal = _number(params["signal"])
        self.oom = params["oom"] is True


class Answer:
    """The agent's answer to one request: a result, or the message of an operating system error."""

    __slots__ = ("error", "number", "result")

    def __init__(self, answer: dict[str, Any]) -> None:
        if not {"id", "jsonrpc"} <= answer.keys() or len(answer.keys() & {"result", "error"}) != 1:
            raise ProtocolError("an answer of the wrong shape")
        self.number = _number(answer["id"])
        self.result = answer.get("result")
        self.error: str | None = None
        if "error" in answer:
            error = answer["error"]
            if not isinstance(error, dict) or not isinstance(error.get("message"), str):
                raise ProtocolError("an error of the wrong shape")
            self.error = error["message"]


def parse_control(payload: bytes) -> Exited | Answer:
    """A control frame from the agent. Raises ``ProtocolError`` for anything that an agent doesn't say."""
    message = parse_object(payload, max_bytes=MAX_CONTROL_BYTES)
    if "method" in message:
        if message["method"] != "exited" or "id" in message:
            raise ProtocolError("a request from the agent, which only answers")
        return Exited(message.get("params"))
    return Answer(message)


def _number(value: object) -> int:
    if type(value) is not int:
        raise ProtocolError(f"a {type(value).__name__} where a number belongs")
    return value
