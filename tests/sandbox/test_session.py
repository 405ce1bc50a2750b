"""What a session does when the far side lies: it ends, against the solution, with a reason and a sentence."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.backends.fake import FakeBackend, FarSide
from sandbox.drivers import script
from sandbox.errors import EndReason, SandboxFailed, SessionEnded
from sandbox.protocol import CONTROL, MAX_FRAME_BYTES, MESSAGES_OUT, STDOUT, encode_frame, encode_message
from sandbox.session import Session
from sandbox.spec import Limits, SandboxSpec

Reply = Callable[[FarSide, dict[str, Any]], None]


def answer(far: FarSide, request: dict[str, Any], result: object = None) -> None:
    """What an honest agent says."""
    far.send(CONTROL, json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}).encode())


@contextmanager
def session_with(reply: Reply, **limits: float) -> Iterator[Session]:
    """A session whose far side starts honestly, then answers each request by ``reply``."""

    def play(far: FarSide) -> None:
        for stream, payload in far.frames():
            if stream == CONTROL:
                request = json.loads(payload.partition(b"\0")[0])
                (answer if request["method"] == "start" else reply)(far, request)

    spec = SandboxSpec(limits=Limits(**limits))  # type: ignore[arg-type]
    with Session(FakeBackend(play).start(spec), spec.limits) as session:
        session.ready()
        session.allow(5)
        yield session


def exited(far: FarSide, process: int, **params: object) -> None:
    said = {"process": process, "status": 0, "signal": 0, "oom": False, **params}
    far.send(CONTROL, json.dumps({"jsonrpc": "2.0", "method": "exited", "params": said}).encode())


def twice(action: Reply, far: FarSide, request: dict[str, Any]) -> None:
    action(far, request)
    action(far, request)


LIES: dict[str, Reply] = {
    "an answer to nothing": lambda far, _: answer(far, {"id": 12345}),
    "an answer before it is asked for": lambda far, request: answer(far, {"id": request["id"] ^ 1}),
    "an answer given twice": lambda far, request: twice(answer, far, request),
    "not JSON": lambda far, _: far.send(CONTROL, b"}{"),
    "a request of its own": lambda far, _: far.send(CONTROL, b'{"jsonrpc":"2.0","id":1,"method":"eval","params":{}}'),
    "a frame too large": lambda far, _: far.send_bytes((MAX_FRAME_BYTES + 1).to_bytes(4, "big") + b"\0\0\0\0"),
    "bytes of a process that is not there": lambda far, _: far.send(8 * 99 + STDOUT, b"passed"),
    "the end of a process that is not there": lambda far, _: exited(far, 99),
    "messages of a process that has none": lambda far, _: far.send(8 + MESSAGES_OUT, b"passed"),
    "an end of the wrong shape": lambda far, _: exited(far, 1, status="0"),
    "deep nesting": lambda far, _: far.send(CONTROL, b"[" * 60_000),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_ends_the_session_against_the_solution(lie: str) -> None:
    with session_with(LIES[lie]) as session:
        with pytest.raises(SessionEnded) as caught:
            session.run(["true"])
        assert caught.value.reason is EndReason.CRASHED
        assert caught.value.message
        with pytest.raises(SessionEnded):
            session.run(["true"])


def test_a_process_that_ends_twice_is_a_lie() -> None:
    def reply(far: FarSide, request: dict[str, Any]) -> None:
        answer(far, request)
        exited(far, request["params"]["process"])
        exited(far, request["params"]["process"])

    def run_twice(session: Session) -> None:
        session.run(["true"])
        session.run(["true"])

    with session_with(reply) as session, pytest.raises(SessionEnded, match="not running"):
        run_twice(session)


def test_silence_is_a_time_limit() -> None:
    with session_with(lambda far, request: None) as session:
        session.allow(0.2)
        with pytest.raises(SessionEnded) as caught:
            session.run(["true"])
        assert caught.value.reason is EndReason.TIME_LIMIT


def test_a_slow_drip_of_bytes_does_not_put_the_deadline_off() -> None:
    stop = threading.Event()

    def reply(far: FarSide, request: dict[str, Any]) -> None:
        frame = encode_frame(CONTROL, b"x" * 1000)
        for index in range(len(frame)):
            if stop.wait(0.05):
                return
            far.send_bytes(frame[index : index + 1])

    with session_with(reply) as session:
        session.allow(0.5)
        started = time.monotonic()
        with pytest.raises(SessionEnded) as caught:
            session.run(["true"])
        stop.set()
        assert caught.value.reason is EndReason.TIME_LIMIT
        assert time.monotonic() - started < 1.5


def test_a_stream_that_ends_is_the_solutions_doing() -> None:
    def play(far: FarSide) -> None:
        for _, payload in far.frames():
            request = json.loads(payload.partition(b"\0")[0])
            if request["method"] != "start":
                return
            answer(far, request)

    spec = SandboxSpec()
    with Session(FakeBackend(play).start(spec), spec.limits) as session:
        session.ready()
        with pytest.raises(SessionEnded) as caught:
            session.run(["true"])
        assert caught.value.reason is EndReason.CRASHED


def test_a_sandbox_that_never_says_hello_is_our_failure() -> None:
    spec = SandboxSpec()
    with Session(FakeBackend(lambda far: None).start(spec), spec.limits) as session, pytest.raises(SandboxFailed):
        session.ready()


def test_output_over_the_limit_ends_the_session() -> None:
    def reply(far: FarSide, request: dict[str, Any]) -> None:
        answer(far, request)
        for _ in range(10):
            far.send(8 * request["params"]["process"] + STDOUT, b"x" * 100)

    with session_with(reply, output_bytes=500) as session:
        with pytest.raises(SessionEnded) as caught:
            session.run(["true"])
        assert caught.value.reason is EndReason.OUTPUT_LIMIT


def test_what_a_driver_prints_is_cut_for_the_report() -> None:
    def reply(far: FarSide, request: dict[str, Any]) -> None:
        answer(far, request)
        if request["method"] == "spawn":
            base = 8 * request["params"]["process"]
            far.send(base + STDOUT, b"x" * 100)
            far.send(base + MESSAGES_OUT, encode_message(b"done"))

    with session_with(reply, shown_bytes=10) as session:
        assert session.load(script("")).receive() == b"done"
        assert session.take_output() == b"x" * 10


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_at_all_end_in_a_session_ended(data: bytes) -> None:
    def reply(far: FarSide, request: dict[str, Any]) -> None:
        far.send_bytes(data)
        far.send_bytes(b"\xff" * 8)

    with session_with(reply) as session, pytest.raises(SessionEnded):
        session.run(["true"])
