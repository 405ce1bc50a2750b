"""The decoders take what a hostile far side sends: a plain value or ``ProtocolError``, and nothing else."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox import protocol
from sandbox.errors import ProtocolError
from sandbox.protocol import Answer, Exited, FrameDecoder, MessageDecoder

streams = st.integers(min_value=0, max_value=2**32 - 1)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def cut(data: bytes, places: list[int]) -> list[bytes]:
    """The data in pieces, as a stream may deliver it."""
    ends = sorted({min(place, len(data)) for place in places} | {len(data)})
    return [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@given(st.lists(st.tuples(streams, st.binary(max_size=300))), st.lists(st.integers(0, 2000)))
def test_frames_come_out_as_they_went_in_however_the_stream_is_cut(
    frames: list[tuple[int, bytes]], places: list[int]
) -> None:
    data = b"".join(protocol.encode_frame(stream, payload) for stream, payload in frames)
    decoder = FrameDecoder()
    assert [frame for piece in cut(data, places) for frame in decoder.feed(piece)] == frames


@given(st.lists(st.binary(max_size=300)), st.lists(st.integers(0, 2000)))
def test_messages_come_out_as_they_went_in_however_the_stream_is_cut(messages: list[bytes], places: list[int]) -> None:
    data = b"".join(map(protocol.encode_message, messages))
    decoder = MessageDecoder()
    assert [message for piece in cut(data, places) for message in decoder.feed(piece)] == messages


@given(st.binary())
def test_any_bytes_are_frames_or_a_protocol_error(data: bytes) -> None:
    with contextlib.suppress(ProtocolError):
        FrameDecoder().feed(data)
    with contextlib.suppress(ProtocolError):
        MessageDecoder().feed(data)


def test_an_oversized_frame_is_refused_before_its_bytes_are_awaited() -> None:
    with pytest.raises(ProtocolError, match="the most is"):
        FrameDecoder().feed(protocol.FRAME_HEADER.pack(protocol.MAX_FRAME_BYTES + 1, 8))
    with pytest.raises(ProtocolError, match="the most is"):
        MessageDecoder().feed(protocol.MESSAGE_HEADER.pack(protocol.MAX_MESSAGE_BYTES + 1))


def test_a_message_too_large_to_send_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="the most that crosses"):
        protocol.encode_message(bytes(protocol.MAX_MESSAGE_BYTES + 1))


@given(st.binary() | json_values.map(lambda value: json.dumps(value).encode()))
def test_any_control_frame_is_understood_or_a_protocol_error(payload: bytes) -> None:
    with contextlib.suppress(ProtocolError):
        assert isinstance(protocol.parse_control(payload), Exited | Answer)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "jsonrpc": json_values,
            "id": json_values,
            "method": st.sampled_from(["exited", "run"]) | json_values,
            "params": st.fixed_dictionaries(
                {}, optional=dict.fromkeys(("process", "status", "signal", "oom", "more"), json_values)
            ),
            "result": json_values,
            "error": json_values | st.fixed_dictionaries({"message": json_values}),
        },
    )
)
def test_nearly_right_control_messages_are_understood_or_a_protocol_error(message: dict[str, object]) -> None:
    with contextlib.suppress(ProtocolError):
        understood = protocol.parse_control(json.dumps(message).encode())
        if isinstance(understood, Exited):
            assert {type(understood.process), type(understood.status), type(understood.signal)} == {int}
        else:
            assert type(understood.number) is int
            assert understood.error is None or type(understood.error) is str


@pytest.mark.parametrize(
    "payload",
    [
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"\xff\xfe",
        b"",
        b"null",
        b"1" * 5000,
        b'{"jsonrpc":"2.0","id":true,"result":1}',
    ],
)
def test_deep_huge_and_foreign_payloads_are_refused(payload: bytes) -> None:
    with pytest.raises(ProtocolError):
        protocol.parse_control(payload)
