"""What every backend must do. One suite; what a backend can't do is listed in GAPS, with the reason."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.backends import Backend, cgroup, create_backend
from sandbox.drivers import script
from sandbox.errors import EndReason, SandboxUnavailable, SessionEnded
from sandbox.programs import Connection
from sandbox.session import Session
from sandbox.spec import MIB, Limits, SandboxFile, SandboxSpec

GAPS = {
    ("process", "test_the_network_is_out_of_reach"): "a plain child process shares the machine's network",
    ("process", "test_files_of_the_host_are_out_of_sight"): "a plain child process sees its user's files",
    ("process", "test_processes_of_the_host_are_out_of_sight"): "a plain child process sees the others",
    ("process", "test_no_more_processes_than_allowed"): "RLIMIT_NPROC would count all processes of the user",
    ("process", "test_the_disk_is_limited_as_a_whole"): "there is no limit on the total of a folder",
    ("process", "test_nothing_outside_the_box_can_be_written"): "a plain child process writes as its user",
    ("process", "test_it_runs_as_an_ordinary_user_without_rights"): "a plain child process runs as its user",
    ("process", "test_memory_is_limited_for_all_processes_together"): "RLIMIT_DATA is for each process",
    ("process", "test_shared_memory_is_limited"): "RLIMIT_DATA does not count what processes share",
    ("process", "test_the_agent_is_out_of_reach"): "a plain child process may look into its user's others",
}
WITHOUT_CGROUP = {
    ("bubblewrap", "test_memory_is_limited_for_all_processes_together"): "RLIMIT_DATA is for each process",
    ("bubblewrap", "test_shared_memory_is_limited"): "RLIMIT_DATA does not count what processes share",
}
"""What is not held on a machine where no cgroup can be made."""
LIMITS = Limits(seconds=10, memory_bytes=128 * MIB, processes=20, disk_bytes=8 * MIB, file_bytes=4 * MIB)


@pytest.fixture(autouse=True)
def known_gap(request: pytest.FixtureRequest) -> None:
    """Mark a known gap as a strict expected failure: closing it must be noticed."""
    callspec = getattr(request.node, "callspec", None)
    name = callspec.params.get("backend_name", "") if callspec else ""
    gaps = GAPS if cgroup.parents() else GAPS | WITHOUT_CGROUP
    reason = gaps.get((name, request.node.originalname))
    if reason is not None:
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))


Opener = Callable[..., Session]


@pytest.fixture(scope="module")
def backends() -> Iterator[dict[str, Backend]]:
    made: dict[str, Backend] = {}
    yield made
    for backend in made.values():
        backend.close()


@pytest.fixture
def start(backend_name: str, backends: dict[str, Backend]) -> Iterator[Opener]:
    """Opens sessions of the backend under test, with limits changed by keyword."""
    opened: list[Session] = []
    backend = backends.get(backend_name) or create_backend(backend_name)
    backends[backend_name] = backend

    def start(**changes: float) -> Session:
        limits = replace(LIMITS, **changes)  # type: ignore[arg-type]
        session = Session(backend.start(SandboxSpec(limits=limits)), limits)
        session.ready()
        session.allow(20)
        opened.append(session)
        return session

    yield start
    for session in opened:
        session.close()


def python(session: Session, program: str, **options: float) -> str:
    """What a Python program printed in the sandbox; it must end well."""
    done = session.run(["python3", "-c", program], **options)  # type: ignore[arg-type]
    assert (done.status, done.stderr) == (0, b"")
    return done.stdout.decode().strip()


SAYS = """
import os, struct, sys

def say(message):
    os.write(4, struct.pack(">I", len(message)) + message)

"""
"""A driver that says things unasked."""

ECHO = """
import os, struct, sys

def exactly(count):
    data = b""
    while len(data) < count:
        piece = os.read(3, count - len(data))
        if not piece:
            os._exit(0)
        data += piece
    return data

while True:
    message = exactly(struct.unpack(">I", exactly(4))[0])
    if message == b"exit":
        os._exit(7)
    if message == b"die":
        os.kill(os.getpid(), 11)
    if message == b"hang":
        while True:
            pass
    if message == b"flood":
        while True:
            print("x" * 1000)
    print("got", len(message), flush=True)
    answer = struct.pack(">I", len(message)) + message
    while answer:
        answer = answer[os.write(4, answer):]
"""


# --- files and programs -----------------------------------------------------------------------------------


def test_files_arrive_with_content_and_mode(start: Opener) -> None:
    session = start()
    big = bytes(range(256)) * 8192
    session.put({"work/a/b.bin": big, "work/run.sh": SandboxFile(b"#!/bin/sh\necho ran\n", 0o755), "work/empty": b""})
    assert session.run(["cat", "a/b.bin"], output_bytes=4 * MIB).stdout == big
    assert session.run(["./run.sh"]).stdout == b"ran\n"
    assert session.run(["cat", "empty"]).stdout == b""


@pytest.mark.parametrize("path", ["../x", "work/../../x", "/etc/x", "work", "work//x", "work/./x", "home/x"])
def test_a_path_that_leaves_the_box_is_refused(start: Opener, path: str) -> None:
    with pytest.raises(ValueError, match="not a path below"):
        start().put({path: b""})


def test_a_program_gets_its_input_and_gives_status_and_both_outputs(start: Opener) -> None:
    done = start().run(["sh", "-c", "tr a-z A-Z; echo oops >&2; exit 3"], stdin=b"hello")
    assert (done.status, done.signal, done.stdout, done.stderr) == (3, None, b"HELLO", b"oops\n")


def test_a_large_input_and_output_go_through_at_once(start: Opener) -> None:
    data = os.urandom(3 * MIB)
    assert start().run(["cat"], stdin=data, output_bytes=4 * MIB).stdout == data


def test_a_program_killed_by_a_signal_says_which(start: Opener) -> None:
    done = start().run(["sh", "-c", "kill -TERM $$"])
    assert (done.status, done.signal) == (None, signal.SIGTERM)


def test_a_program_that_is_not_there_is_an_os_error(start: Opener) -> None:
    with pytest.raises(OSError, match="no-such-program"):
        start().run(["no-such-program"])


def test_the_environment_is_ours_alone(start: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "swordfish")
    printed = start().run(["env"], env={"EXTRA": "1"}).stdout.decode()
    names = {line.partition("=")[0] for line in printed.splitlines()}
    assert names <= {"PATH", "LANG", "HOME", "TMPDIR", "PWD", "EXTRA", "SHLVL", "_"}
    assert "EXTRA" in names
    assert "swordfish" not in printed


def test_only_the_standard_descriptors_are_open(start: Opener) -> None:
    listed = python(start(), "import os; print(sorted(int(n) for n in os.listdir('/proc/self/fd')))")
    assert listed == "[0, 1, 2, 3]", "3 is the listing's own"


STATE = """
import json, os, struct, sys
import signal as signals
handlers = {number: str(signals.getsignal(number)) for number in sorted(signals.valid_signals())}
state = {
    "arguments": sys.argv,
    "descriptors": sorted(int(name) for name in os.listdir("/proc/self/fd"))[:-1],
    "environment": dict(os.environ),
    "flags": list(sys.flags),
    "folder": os.getcwd(),
    "handlers": handlers,
    "modules": sorted(set(sys.modules)),
    "names": (__name__, __file__, sorted(name for name in globals() if name[0] != "_")),
    "path": sys.path,
    "readable": os.access("/proc/self/mem", os.R_OK),
    "streams": [(stream.encoding, stream.errors, stream.line_buffering) for stream in (sys.stdin, sys.stdout)],
    "words": sys.orig_argv[1:],
}
said = json.dumps(state).encode()
try:
    os.write(4, struct.pack(">I", len(said)) + said)
except OSError:
    sys.stdout.write(said.decode())
"""


def test_a_driver_starts_like_a_program_of_its_own(start: Opener) -> None:
    session = start()
    driver = json.loads(session.load(script(STATE), ["shop.py", "till.py"]).receive())
    program = json.loads(session.run([session.python, "-I", "-S", "../lib/driver.py", "shop.py", "till.py"]).stdout)
    assert driver.pop("descriptors") == [0, 1, 2, 3, 4]
    assert program.pop("descriptors") == [0, 1, 2]
    assert driver == program


@pytest.mark.parametrize("arguments", [[], ["shop.py", "till.py"]], ids=["alone", "with arguments"])
def test_a_driver_in_python_needs_no_new_interpreter(start: Opener, arguments: list[str]) -> None:
    session = start()
    connection = session.load(script(SAYS + "say(open('/proc/self/cmdline', 'rb').read())"), arguments)
    assert b"driver.py" not in connection.receive()


def test_each_session_is_fresh(start: Opener) -> None:
    start().put({"work/left.txt": b"left"})
    assert start().run(["ls", "-A"]).stdout == b""


def test_a_program_is_spawned_and_reached_through_a_forwarded_port(start: Opener) -> None:
    session = start()
    session.put({"work/page.txt": b"hello " * 1000})
    server = session.spawn(["python3", "-u", "-m", "http.server", "8123", "--bind", "127.0.0.1"])
    assert server.wait_for(lambda process: b"Serving" in process.stdout, seconds=10)
    host, port = session.forward(8123)

    def fetch(answers: list[bytes]) -> None:
        connection = http.client.HTTPConnection(host, port, timeout=10)
        connection.request("GET", "/page.txt")
        answers.append(connection.getresponse().read())
        connection.close()

    answers: list[bytes] = []
    threads = [threading.Thread(target=fetch, args=(answers,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [b"hello " * 1000] * 8
    server.kill(signal.SIGTERM)
    assert server.wait(seconds=5)


def test_a_refused_connection_is_closed(start: Opener) -> None:
    host, port = start().forward(9)
    connection = http.client.HTTPConnection(host, port, timeout=10)
    connection.request("GET", "/")
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        connection.getresponse()
    connection.close()


# --- drivers ----------------------------------------------------------------------------------------------


def test_a_driver_answers_messages_and_its_prints_are_kept(start: Opener) -> None:
    session = start()
    connection = session.load(script(ECHO))
    for message in (b"", b"hello", os.urandom(2 * MIB)):
        connection.send(message)
        assert connection.receive() == message
    assert session.take_output() == b"got 0\ngot 5\ngot 2097152\n"
    assert session.take_output() == b""


@pytest.mark.parametrize(
    ("message", "reason", "said"),
    [
        (b"exit", EndReason.CRASHED, "exit status 7"),
        (b"die", EndReason.CRASHED, "SIGSEGV"),
        (b"hang", EndReason.TIME_LIMIT, ""),
        (b"flood", EndReason.OUTPUT_LIMIT, "printed more than"),
    ],
)
def test_a_driver_that_goes_wrong_ends_the_session_with_the_reason(
    start: Opener, message: bytes, reason: EndReason, said: str
) -> None:
    session = start()
    connection = session.load(script(ECHO))
    session.allow(1)
    connection.send(message)
    with pytest.raises(SessionEnded) as caught:
        connection.receive()
    assert caught.value.reason is reason
    assert said in caught.value.message
    with pytest.raises(SessionEnded):
        session.run(["true"])


def test_what_was_printed_before_an_answer_is_there_with_it(start: Opener) -> None:
    session = start()
    connection = session.load(script(ECHO))
    for size in range(1, 40):
        connection.send(b"x" * size)
        assert connection.receive() == b"x" * size
        assert session.take_output() == f"got {size}\n".encode()


def test_the_last_words_of_a_driver_that_ends_are_received_before_its_end(start: Opener) -> None:
    session = start()
    whole = 200_000 * b"x"
    connection = session.load(script(SAYS + "say(b'first'); say(200_000 * b'x'); os._exit(3)"))
    assert (connection.receive(), connection.receive()) == (b"first", whole)
    with pytest.raises(SessionEnded, match="exit status 3"):
        connection.receive()


def test_several_drivers_answer_in_one_sandbox(start: Opener) -> None:
    session = start()
    connections = [session.load(script(ECHO)) for _ in range(3)]
    for number, connection in enumerate(connections):
        connection.send(b"%d" % number)
    assert [connection.receive() for connection in connections] == [b"0", b"1", b"2"]
    assert session.take_output() == b"got 1\n" * 3


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("os.close(4)\nwhile True: pass", EndReason.TIME_LIMIT),
        ("os.close(3)\nwhile True: pass", EndReason.TIME_LIMIT),
        ("os.close(4)", EndReason.CRASHED),
        ("os.write(4, b'\\xff' * 4)\nwhile True: pass", EndReason.CRASHED),
        ("while True: say(b'x' * 1_000_000)", EndReason.OUTPUT_LIMIT),
    ],
    ids=["mute", "deaf", "gone", "too long", "endless"],
)
def test_a_driver_that_misuses_its_line_ends_the_session(start: Opener, program: str, reason: EndReason) -> None:
    session = start()
    connection = session.load(script(SAYS + program))
    session.allow(30 if reason is EndReason.OUTPUT_LIMIT else 1)
    with pytest.raises(SessionEnded) as caught:
        take_everything(connection)
    assert caught.value.reason is reason


@pytest.mark.parametrize(
    "program",
    [
        "while True: os.write(4, bytes(1 << 16))",
        "while True: say(b'x' * 1_000_000)",
        "if os.fork() == 0:\n    while True: say(b'x' * 1000)\nos._exit(3)",
    ],
    ids=["of nothing", "of much", "of one that is left behind"],
)
def test_a_flood_of_messages_that_nobody_asked_for_has_an_end(start: Opener, program: str) -> None:
    session = start()
    session.load(script(SAYS + "print('before', flush=True)\n" + program))
    session.allow(30)
    with pytest.raises(SessionEnded) as caught:
        session.run(["sleep", "60"])
    assert caught.value.reason is EndReason.OUTPUT_LIMIT
    assert session.take_output() == b"before\n"


@pytest.mark.parametrize(
    "last",
    [
        "say(b'wrong')\nos.read(3, 1)",
        "os.write(4, b'\\xff' * 4)\nos.read(3, 1)",
        "os._exit(3)",
    ],
    ids=["a wrong answer", "no message", "its end"],
)
def test_what_was_printed_before_the_end_is_there_with_it(start: Opener, last: str) -> None:
    for _ in range(4):
        session = start(shown_bytes=MIB)
        connection = session.load(script(SAYS + "sys.stderr.write(300_000 * 'x' + 'that is all')\n" + last))
        session.allow(30)
        with pytest.raises(SessionEnded) as caught:
            refuse_everything(connection)
        assert caught.value.reason is EndReason.CRASHED
        assert session.take_output() == 300_000 * b"x" + b"that is all"


def refuse_everything(connection: Connection) -> None:
    while True:
        if connection.receive() == b"wrong":
            connection.fail("That is wrong.")


def take_everything(connection: Connection) -> None:
    while True:
        connection.receive()


def test_an_answer_does_not_outrun_too_much_output(start: Opener) -> None:
    session = start(output_bytes=MIB)
    connection = session.load(
        script(SAYS + "sys.stdout.write('x' * 2_000_000); sys.stdout.flush(); say(b'done')\nos.read(3, 1)")
    )
    with pytest.raises(SessionEnded) as caught:
        take_and_settle(connection, session)
    assert caught.value.reason is EndReason.OUTPUT_LIMIT


def take_and_settle(connection: Connection, session: Session) -> None:
    assert connection.receive() == b"done"
    session.settle()


def test_a_driver_with_a_syntax_error_crashes_and_says_why(start: Opener) -> None:
    session = start()
    connection = session.load(script("def broken(:\n"))
    with pytest.raises(SessionEnded) as caught:
        connection.receive()
    assert caught.value.reason is EndReason.CRASHED
    assert b"SyntaxError" in session.take_output()


# --- limits -----------------------------------------------------------------------------------------------


def test_the_deadline_ends_a_program_that_sleeps(start: Opener) -> None:
    session = start()
    session.allow(0.5)
    started = time.monotonic()
    with pytest.raises(SessionEnded) as caught:
        session.run(["sleep", "60"])
    assert caught.value.reason is EndReason.TIME_LIMIT
    assert time.monotonic() - started < 2


def test_a_program_that_ignores_signals_and_starts_daemons_leaves_nothing(start: Opener, backend_name: str) -> None:
    session = start()
    marker = f"86{os.getpid() % 100000:05d}{time.monotonic_ns() % 1000:03d}"
    program = (
        "import os, signal, subprocess, time\n"
        "[signal.signal(n, signal.SIG_IGN) for n in (1, 2, 15)]\n"
        f"subprocess.Popen(['sleep', '{marker}'], start_new_session=True)\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        f"        os.execvp('sleep', ['sleep', '{marker}'])\n"
        "    os._exit(0)\n"
        "print('started', flush=True)\n"
        "time.sleep(60)\n"
    )
    process = session.spawn(["python3", "-c", program])
    assert process.wait_for(lambda p: b"started" in p.stdout, seconds=10)
    assert running(marker), "the daemons do run"
    session.close()
    assert until(lambda: not running(marker)), f"left behind under {backend_name}"


def running(marker: str) -> bool:
    """Whether a process with that word on its command line runs on this machine."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if marker.encode() in words:
                return True
    return False


def until(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether the condition comes to hold in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def test_processor_time_is_limited(start: Opener) -> None:
    done = start(cpu_seconds=1).run(["python3", "-c", "while True: pass"])
    assert done.signal == signal.SIGXCPU


def test_printing_without_end_is_stopped(start: Opener) -> None:
    with pytest.raises(SessionEnded) as caught:
        start().run(["yes"])
    assert caught.value.reason is EndReason.OUTPUT_LIMIT


def test_memory_of_a_process_is_limited(start: Opener) -> None:
    done = start().run(["python3", "-c", "x = bytearray(400 * 1024 * 1024)"])
    assert b"MemoryError" in done.stderr


def test_memory_is_limited_for_all_processes_together(start: Opener) -> None:
    program = (
        "import os, time\n"
        "children = []\n"
        "for _ in range(6):\n"
        "    pid = os.fork()\n"
        "    if pid == 0:\n"
        "        block = bytearray(b'x') * (60 * 1024 * 1024)\n"
        "        time.sleep(1)\n"
        "        os._exit(0)\n"
        "    children.append(pid)\n"
        "print(sum(os.waitpid(pid, 0)[1] != 0 for pid in children))\n"
    )
    session = start()
    try:
        killed = int(python(session, program))
    except SessionEnded:
        killed = 0
    assert killed > 0 or (session.ended is not None and session.ended.reason is EndReason.MEMORY_LIMIT)


SHARED = {
    "anonymous": "import mmap\nblock = mmap.mmap(-1, 400 << 20)",
    "memfd": (
        "import mmap, os, resource\n"
        "fd = os.memfd_create('x')\n"
        "blocks = []\n"
        "for n in range(100):\n"
        "    os.ftruncate(fd, (n + 1) << 22)\n"
        "    blocks.append(mmap.mmap(fd, 1 << 22, offset=n << 22))\n"
        "block = b''\n"
    ),
    "System V": (
        "import ctypes\n"
        "libc = ctypes.CDLL(None)\n"
        "libc.shmat.restype = ctypes.c_void_p\n"
        "place = libc.shmat(libc.shmget(0, 400 << 20, 0o1600), None, 0)\n"
        "block = (ctypes.c_ubyte * (400 << 20)).from_address(place)\n"
    ),
}
FILL = """
for part in [block] if block else blocks:
    for place in range(0, len(part), 4096):
        part[place] = 120
print("all of it")
"""


@pytest.mark.parametrize("kind", SHARED)
def test_shared_memory_is_limited(start: Opener, kind: str) -> None:
    session = start(file_bytes=512 * MIB)
    with pytest.raises(SessionEnded) as caught:
        session.run(["python3", "-c", SHARED[kind] + FILL])
    assert caught.value.reason is EndReason.MEMORY_LIMIT
    assert caught.value.message == "It used more than 128 MiB of memory."


def test_a_program_is_killed_for_memory_rather_than_the_agent(start: Opener) -> None:
    program = (
        "import time\n"
        "end = time.monotonic() + 5\n"
        "score = ''\n"
        "while score != '1000' and time.monotonic() < end:  # it is set as soon as the program runs\n"
        "    with open('/proc/self/oom_score_adj') as file:\n"
        "        score = file.read().strip()\n"
        "print(score)\n"
    )
    assert python(start(), program) == "1000"


def test_no_more_processes_than_allowed(start: Opener) -> None:
    program = (
        "import os, time\n"
        "count = 0\n"
        "try:\n"
        "    while count < 100:\n"
        "        if os.fork() == 0:\n"
        "            time.sleep(30)\n"
        "            os._exit(0)\n"
        "        count += 1\n"
        "except BlockingIOError:\n"
        "    pass\n"
        "print(count)\n"
    )
    assert int(python(start(), program)) <= LIMITS.processes


def test_one_file_is_limited(start: Opener) -> None:
    program = "import os\ntry:\n    open('f', 'wb').write(bytes(6 << 20))\nexcept OSError as e:\n    print(e.strerror)"
    assert python(start(), program) == "File too large"


def test_the_disk_is_limited_as_a_whole(start: Opener) -> None:
    program = (
        "try:\n"
        "    for n in range(100):\n"
        "        open(f'f{n}', 'wb').write(bytes(1 << 20))\n"
        "except OSError as e:\n"
        "    print(n, e.strerror)"
    )
    count, _, error = python(start(), program).partition(" ")
    assert int(count) <= 8
    assert error == "No space left on device"


def test_open_files_are_limited(start: Opener) -> None:
    program = (
        "x = []\n"
        "try:\n"
        "    while True: x.append(open('/dev/null'))\n"
        "except OSError as e:\n"
        "    print(len(x) < 256, e.strerror)"
    )
    assert python(start(), program) == "True Too many open files"


def test_a_program_starts_with_few_open_files(start: Opener) -> None:
    session = start(open_files=32)
    assert session.run(["echo", "well"]).stdout == b"well\n"
    connection = session.load(script(ECHO))
    connection.send(b"hello")
    assert connection.receive() == b"hello"


def test_limits_cannot_be_raised_from_inside(start: Opener) -> None:
    program = (
        "import resource\n"
        "for name in ('DATA', 'FSIZE', 'NOFILE', 'CPU', 'CORE'):\n"
        "    kind = getattr(resource, 'RLIMIT_' + name)\n"
        "    soft, hard = resource.getrlimit(kind)\n"
        "    print(name, hard != resource.RLIM_INFINITY)\n"
    )
    assert python(start(), program).splitlines() == [
        f"{name} True" for name in ("DATA", "FSIZE", "NOFILE", "CPU", "CORE")
    ]


# --- reach ------------------------------------------------------------------------------------------------


LISTEN = """
import socket
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
server.accept()
"""


def test_localhost_is_the_sandbox_itself(start: Opener) -> None:
    program = (
        "import socket\n"
        "server = socket.create_server(('localhost', 0))\n"
        "client = socket.create_connection(('localhost', server.getsockname()[1]), timeout=5)\n"
        "print(client.getpeername()[0])\n"
    )
    done = start().run(["python3", "-c", program])
    assert done.stdout == b"127.0.0.1\n", done.stderr


def test_the_network_is_out_of_reach(start: Opener) -> None:
    listener = subprocess.Popen(
        [
            sys.executable,
            "-c",
            LISTEN,
        ],
        stdout=subprocess.PIPE,
    )
    try:
        assert listener.stdout is not None
        port = int(listener.stdout.readline())
        program = (
            "import socket\n"
            f"for place in (('127.0.0.1', {port}), ('169.254.169.254', 80)):\n"
            "    try:\n"
            "        socket.create_connection(place, 2).close()\n"
            "        print('reached')\n"
            "    except OSError:\n"
            "        print('not reached')\n"
        )
        assert python(start(), program).split("\n") == ["not reached"] * 2
    finally:
        listener.kill()
        listener.wait()
        if listener.stdout is not None:
            listener.stdout.close()


def test_files_of_the_host_are_out_of_sight(start: Opener, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("expected values")
    program = (
        "import os\n"
        f"places = [{str(secret)!r}, {str(Path(__file__))!r}]\n"
        "places += ['/var/run/docker.sock', '/run/docker.sock', '/etc/shadow']\n"
        "print([place for place in places if os.access(place, os.R_OK)])\n"
    )
    assert python(start(), program) == "[]"


def test_processes_of_the_host_are_out_of_sight(start: Opener) -> None:
    program = "import os; print(len([n for n in os.listdir('/proc') if n.isdigit()]))"
    assert int(python(start(), program)) <= 3


def test_nothing_outside_the_box_can_be_written(start: Opener, tmp_path: Path) -> None:
    program = (
        "import os\n"
        "written = []\n"
        "places = ['/', '/usr', '/etc', '/bin', '/dev', '/var', '/home', '/opt', '/root', '/proc/sys/kernel']\n"
        f"for place in [*places, {str(tmp_path)!r}]:\n"
        "    try:\n"
        "        with open(os.path.join(place, 'kata-test'), 'w'):\n"
        "            os.unlink(os.path.join(place, 'kata-test'))\n"
        "            written.append(place)\n"
        "    except OSError:\n"
        "        pass\n"
        "print(written)\n"
    )
    assert python(start(), program) == "[]"


def test_it_runs_as_an_ordinary_user_without_rights(start: Opener) -> None:
    program = (
        "import os\n"
        "lines = open('/proc/self/status').read().splitlines()\n"
        "status = dict(line.split(':\\t') for line in lines if ':\\t' in line)\n"
        "print(os.getuid(), os.getgid(), os.getgroups() in ([], [1000]), status['NoNewPrivs'])\n"
        "print({status[name].strip('0') for name in ('CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb')})\n"
    )
    assert python(start(), program).splitlines() == ["1000 1000 True 1", "{''}"]


def test_the_agent_is_out_of_reach(start: Opener) -> None:
    """Whatever it says is not trusted; but nobody can make it end as if the sandbox had been killed from outside."""
    program = (
        "import os\n"
        "agent = os.getppid()\n"
        "for name in ('mem', 'fd/1', 'environ', 'maps'):\n"
        "    try:\n"
        "        open(f'/proc/{agent}/{name}', 'rb').close()\n"
        "        print('opened', name)\n"
        "    except OSError:\n"
        "        pass\n"
    )
    assert python(start(), program) == ""


def test_the_agent_is_pid_1_or_dies_with_the_stream(start: Opener) -> None:
    """Killing all that can be killed from inside takes nothing of ours along but the session."""
    session = start()
    if session.info.backend == "process":
        return
    done = session.run(["sh", "-c", "kill -KILL 1; kill -KILL -1; echo still here"])
    assert done.stdout == b"still here\n" or done.signal == signal.SIGKILL
    assert session.run(["echo", "well"]).stdout == b"well\n"


def test_the_report_can_say_where_it_ran(start: Opener, backend_name: str) -> None:
    info = start().info
    assert info.backend == backend_name
    assert info.image
    assert info.digest.startswith("sha256:") == (backend_name == "docker")


def test_two_sessions_share_no_port_and_no_name(start: Opener) -> None:
    one, two = start(), start()
    if one.info.backend == "process":
        return
    listen = (
        "import socket, time\n"
        "tcp = socket.create_server(('127.0.0.1', 4711))\n"
        "unix = socket.socket(socket.AF_UNIX)\n"
        "unix.bind(chr(0) + 'name')\n"
        "unix.listen()\n"
        "print('listening', flush=True)\n"
        "time.sleep(60)\n"
    )
    connect = (
        "import socket\n"
        "print(socket.socket().connect_ex(('127.0.0.1', 4711)) == 0)\n"
        "print(socket.socket(socket.AF_UNIX).connect_ex(chr(0) + 'name') == 0)\n"
    )
    assert one.spawn(["python3", "-c", listen]).wait_for(lambda process: b"listening" in process.stdout, seconds=10)
    assert python(one, connect).split() == ["True", "True"]
    assert python(two, connect).split() == ["False", "False"]


def test_two_sessions_run_side_by_side(start: Opener) -> None:
    one, two = start(), start()
    assert one.run(["sh", "-c", "echo 1 > f; cat f"]).stdout == b"1\n"
    assert two.run(["cat", "f"]).status == 1


def test_no_thread_is_left_of_a_session_with_connections(start: Opener) -> None:
    before = set(threading.enumerate())
    session = start()
    server = session.spawn(["python3", "-u", "-m", "http.server", "8124", "--bind", "127.0.0.1"])
    assert server.wait_for(lambda process: b"Serving" in process.stdout, seconds=10)
    address = session.forward(8124)
    clients = [socket.create_connection(address) for _ in range(3)]
    clients[0].sendall(b"GET / HTTP/1.0\r\n\r\n")
    assert clients[0].recv(4)
    session.close()
    for client in clients:
        client.close()
    assert until(lambda: set(threading.enumerate()) <= before)


def test_closing_twice_is_harmless(start: Opener) -> None:
    session = start()
    session.close()
    session.close()
    with pytest.raises(SessionEnded):
        session.run(["true"])


def test_an_unknown_backend_is_named_with_the_known_ones() -> None:
    with pytest.raises(SandboxUnavailable, match="docker, bubblewrap, process"):
        create_backend("chroot")


def test_every_known_gap_is_in_the_security_policy() -> None:
    text = (Path(__file__).parents[2] / "SECURITY.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line.split("|")[2:4] for line in text.splitlines() if line.startswith("| `test_")}
    assert {(backend, name) for backend, name in GAPS | WITHOUT_CGROUP} == {
        (backend, name)
        for name, cells in rows.items()
        for backend, cell in zip(("process", "bubblewrap"), cells, strict=True)
        if cell.strip()
    }
