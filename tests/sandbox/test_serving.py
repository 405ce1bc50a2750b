"""A server in a sandbox: waited for by a condition, reached, signalled, restarted, and told apart from a dead one."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from sandbox.backends import create_backend
from sandbox.backends.fake import FakeBackend, FarSide
from sandbox.errors import EndReason, NotReady, ServerNotReady, SessionEnded
from sandbox.protocol import CONTROL, STDOUT
from sandbox.serving import Server, fresh_port
from sandbox.session import Session
from sandbox.spec import MIB, Limits, SandboxSpec

LIMITS = Limits(seconds=10, memory_bytes=128 * MIB, processes=20)
PROGRAM = b"""
import os, signal, sys, time
from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = os.environ.get("WORD", "hello").encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

how = sys.argv[2] if len(sys.argv) > 2 else ""
if how == "stays":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if how == "sleeps":
    print("asleep", flush=True)
    time.sleep(60)
if how == "ends":
    print("out", flush=True)
    sys.exit("no such setting")
if how == "floods":
    while True:
        print("x" * 1000)
print("serving", flush=True)
HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


@pytest.fixture
def session(backend_name: str) -> Iterator[Session]:
    """A session of each backend, with the program in it."""
    backend = create_backend(backend_name)
    limits = replace(LIMITS)
    with Session(backend.start(SandboxSpec(limits=limits)), limits) as session:
        session.ready()
        session.allow(20)
        session.put({"work/server.py": PROGRAM})
        yield session
    backend.close()


def server(session: Session, *arguments: str, **settings: Any) -> Server:
    return Server(session, ["{python}", "server.py", "{port}", *arguments], port=fresh_port(), **settings)


def fetch(address: tuple[str, int]) -> bytes:
    connection = http.client.HTTPConnection(*address, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().read()
    finally:
        connection.close()


def test_a_server_is_reached_restarted_with_another_environment_and_stopped(session: Session) -> None:
    with server(session) as running:
        assert not running.running
        running.start()
        assert fetch(running.address) == b"hello"
        assert running.accepts()
        address = running.address
        running.restart(env={"WORD": "again"})
        assert running.address == address
        assert fetch(address) == b"again"
        ended = running.stop()
        assert ended is not None
        assert ended.signal == signal.SIGTERM
        assert not running.accepts()
        assert "serving" in running.log()


def test_a_server_that_ends_tells_how_and_what_it_printed(session: Session) -> None:
    with server(session, "ends") as running, pytest.raises(ServerNotReady) as caught:
        running.start()
    assert caught.value.why is NotReady.ENDED
    assert str(caught.value) == "It ended before it was ready: exit status 1."
    assert caught.value.log == "out\nno such setting\n"
    assert session.run(["true"]).status == 0, "the sandbox lives on"


def test_a_server_that_listens_nowhere_is_killed_in_time(session: Session) -> None:
    started = time.monotonic()
    with server(session, "sleeps") as running, pytest.raises(ServerNotReady) as caught:
        running.start(seconds=0.5)
    assert time.monotonic() - started < 5
    assert caught.value.why is NotReady.SILENT
    assert str(caught.value) == f"It was started, and after 0.5 seconds nothing listens on port {running.port}."
    assert caught.value.log == "asleep\n"
    assert not running.running


def test_a_program_that_is_not_there_cannot_be_started(session: Session) -> None:
    with Server(session, ["./nothing"], port=fresh_port()) as running, pytest.raises(ServerNotReady) as caught:
        running.start()
    assert caught.value.why is NotReady.NOT_STARTED


def test_a_condition_decides_in_place_of_the_port(session: Session) -> None:
    with server(session, "sleeps", ready=lambda running: "asleep" in running.log()) as running:
        running.start()
        assert running.running
        assert not running.accepts()


def test_a_server_that_ignores_being_asked_is_killed(session: Session) -> None:
    with server(session, "stays") as running:
        running.start()
        ended = running.stop(seconds=0.2)
        assert ended is not None
        assert ended.signal == signal.SIGKILL


def test_a_server_that_prints_without_end_ends_the_session(session: Session) -> None:
    with pytest.raises(SessionEnded) as caught, server(session, "floods") as running:
        running.start()
    assert caught.value.reason is EndReason.OUTPUT_LIMIT


STUCK = b"""
import socket, sys, time
listener = socket.socket()
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen(0)
print("listening", flush=True)
time.sleep(float(sys.argv[2]))
while True:
    connection, _ = listener.accept()
    connection.sendall(b"hello")
    connection.close()
"""


def test_a_server_that_takes_nobody_in_holds_up_nothing_else(session: Session) -> None:
    session.put({"work/stuck.py": STUCK})
    listening = Server(
        session,
        ["{python}", "stuck.py", "{port}", "0.5"],
        port=fresh_port(),
        ready=lambda server: "listening" in server.log(),
    )
    with listening.start():
        clients = [socket.create_connection(listening.address, timeout=5) for _ in range(6)]
        started = time.monotonic()
        assert session.run(["true"]).status == 0
        assert time.monotonic() - started < 0.4
        assert [client.recv(100) for client in clients] == [b"hello"] * 6, "and they are all let in when it does"
        assert time.monotonic() - started < 3
        for client in clients:
            client.close()


def test_ports_are_asked_for_until_one_accepts() -> None:
    connects: list[int] = []

    def play(far: FarSide) -> None:
        for stream, payload in far.frames():
            if stream != CONTROL:
                continue
            request = json.loads(payload.partition(b"\0")[0])
            answer: dict[str, Any] = {"jsonrpc": "2.0", "id": request["id"], "result": None}
            if request["method"] == "connect":
                connects.append(request["params"]["port"])
                if len(connects) < 3:
                    answer["error"] = {"code": 1, "message": "connection refused"}
                    del answer["result"]
            if request["method"] == "spawn":
                far.send(8 * request["params"]["process"] + STDOUT, b"begun")
            far.send(CONTROL, json.dumps(answer).encode())

    spec = SandboxSpec(limits=LIMITS)
    with Session(FakeBackend(play).start(spec), spec.limits) as session:
        session.ready()
        session.allow(5)
        running = Server(session, ["any"], port=4711).start()
        assert connects == [4711] * 3
        assert running.log() == "begun"
        assert running.wait(seconds=0.01) is None
