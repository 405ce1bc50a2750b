"""PID 1 of a sandbox: puts files, starts processes, relays bytes. Standard library only.

It runs as the learner's user beside the learner's code, so nobody trusts it: whatever it says is taken as
the solution's word. What it must do well is serve the honest, and die when its stream is closed.

The stream (standard input and output) carries frames: ``>II`` (payload length, stream number), payload.
Stream 0 is control: a JSON-RPC 2.0 object, for ``put`` followed by a NUL byte and the files' bytes. Process
or connection number ``n`` owns the streams ``8n + fd``; an empty payload closes one.

    fd 0 stdin    1 stdout    2 stderr    3 messages in    4 messages out    (a connection: 0 in, 1 out)
"""

from __future__ import annotations

import errno
import os
import resource
import select
import struct
import sys
import time

from sandbox.plain_json import reader, writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    import socket
    from collections.abc import Iterator
    from typing import Any, NoReturn
else:
    import _signal as signal  # its numbers have no names, which take a third of our start to make

CHUNK = 65536
LAST_READS = 16  # of what a program leaves behind in a pipe, which holds a mebibyte at most
BACKLOG = 4 << 20  # bytes waiting to go out before the sources are left unread
HEADER = struct.Struct(">II")
PRINTS = (1, 2)
MESSAGES_OUT = 4
CONNECT_SECONDS = 5.0
AGAIN_SECONDS = 0.02  # the kernel itself would try again after a second
PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER = 4, 36  # <linux/prctl.h>
PYTHON = [getattr(sys, "orig_argv", [sys.executable])[0], "-I", "-S"]  # as we were started ourselves
LOADED: set[str] = set()
"""The modules that the interpreter had loaded before this program; its beginning says."""
SHARED = frozenset(
    ("_collections_abc", "_stat", "_struct", "genericpath", "os", "os.path", "posixpath", "stat", "struct"),
)
"""Modules that a driver of ours imports before anything else, so that they may be loaded already."""
to_json, from_json = writer(), reader(float)


class BecomesScript(BaseException):
    """A script of Python that this process is to run from now on, in place of an interpreter of its own.

    That is how our drivers start: a fork takes a tenth of what it takes to start an interpreter.

    Attributes:
        text: the script.
        names: the names of its main module, its file among them.
    """

    def __init__(self, text: bytes, names: dict[str, Any]) -> None:
        super().__init__()
        self.text = text
        self.names = names


class Sink:
    """A descriptor that bytes are written to as it takes them; ``end`` closes it after the last byte."""

    def __init__(self, fd: int, connection: socket.socket | None = None) -> None:
        self.fd = fd
        self.connection = connection
        self.waiting = bytearray()
        self.end = False

    def flush(self) -> bool:
        """Write what goes through now. Returns False when the sink is finished or broken."""
        while self.waiting:
            try:
                done = os.write(self.fd, memoryview(self.waiting)[:CHUNK])
            except BlockingIOError:
                return True
            except OSError:
                return False
            del self.waiting[:done]
        return not self.end


class Attempt:
    """A connection to a port in here that is being made.

    A server whose queue is full answers nothing. That holds up nobody else, and is tried again until it answers.
    """

    def __init__(self, request: int, process: int, port: int) -> None:
        self.request = request
        self.process = process
        self.port = port
        self.until = time.monotonic() + CONNECT_SECONDS
        self.begin()

    def begin(self) -> None:
        import socket

        self.again = time.monotonic() + AGAIN_SECONDS
        self.connection = socket.socket()
        self.connection.setblocking(False)
        self.failure = self.connection.connect_ex(("127.0.0.1", self.port))

    def go_on(self) -> bool:
        """Whether it stands. Raises OSError where it cannot be made."""
        import socket

        if self.failure in (0, errno.EINPROGRESS):
            poller = select.poll()
            poller.register(self.connection, select.POLLOUT)
            if poller.poll(0):
                self.failure = self.connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                if self.failure == 0:
                    self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    return True
            elif time.monotonic() < self.again:
                return False
            elif time.monotonic() < self.until:
                self.connection.close()
                self.begin()
                return False
            else:
                self.failure = errno.ETIMEDOUT
        self.connection.close()
        raise OSError(self.failure, os.strerror(self.failure))


class Agent:
    def __init__(self) -> None:
        self.poller = select.poll()
        self.incoming = bytearray()
        self.out = Sink(1)
        self.sources: dict[int, int] = {}  # descriptor -> stream
        self.sinks: dict[int, Sink] = {}  # stream -> Sink
        self.sink_fds: dict[int, int] = {}  # descriptor -> stream
        self.prints: dict[int, select.poll] = {}  # first stream of a program -> what it prints on
        self.children: dict[int, int] = {}  # pid -> number
        self.masks: dict[int, int] = {}  # descriptor -> poll mask, as registered
        self.unsettled = True  # whether anything waits, or has just stopped or begun to
        self.attempts: list[Attempt] = []
        self.limits: dict[str, float] = {}
        self.root = ""
        self.direct: list[int] = []  # a driver's messages in and out, which nobody relays
        self.ooms = oom_kills()
        wake_read, wake_write = os.pipe()
        for fd in (0, 1, wake_read, wake_write):
            os.set_blocking(fd, False)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.wake = wake_read

    # --- the loop -------------------------------------------------------------------------------------

    def serve(self) -> None:
        self.watch(0, select.POLLIN)
        self.watch(self.wake, select.POLLIN)
        while True:
            for fd, _ in self.poller.poll(AGAIN_SECONDS * 1000 if self.attempts else None):
                if fd == 0:
                    self.read_frames()
                elif fd == self.wake:
                    drain(fd)
                    self.reap()
                elif fd == 1:
                    self.out.flush()
                elif fd in self.sources:
                    self.relay(fd)
                elif fd in self.sink_fds:
                    self.flush(self.sink_fds[fd])
            if self.attempts:
                self.go_on_connecting()
            if self.unsettled or self.out.waiting:
                self.balance()

    def watch(self, fd: int, mask: int) -> None:
        if self.masks.get(fd, 0) != mask:
            if mask:
                self.poller.register(fd, mask)
            elif fd in self.masks:
                self.poller.unregister(fd)
            self.masks[fd] = mask

    def forget(self, fd: int) -> None:
        self.watch(fd, 0)
        self.masks.pop(fd, None)
        os.close(fd)

    def balance(self) -> None:
        """Read from a side only while the other side takes what comes."""
        if self.out.waiting and not self.out.flush():
            self.leave()
        self.watch(1, select.POLLOUT if self.out.waiting else 0)
        reading = select.POLLIN if len(self.out.waiting) < BACKLOG else 0
        for fd in self.sources:
            self.watch(fd, reading)
        waiting = max((len(sink.waiting) for sink in self.sinks.values()), default=0)
        self.watch(0, 0 if waiting > BACKLOG else select.POLLIN)
        self.unsettled = bool(self.out.waiting or waiting)

    # --- towards the outside --------------------------------------------------------------------------

    def send(self, stream: int, payload: bytes) -> None:
        out = self.out
        out.waiting += HEADER.pack(len(payload), stream)
        out.waiting += payload
        if len(out.waiting) == HEADER.size + len(payload):
            out.flush()

    def say(self, message: dict[str, Any]) -> None:
        message["jsonrpc"] = "2.0"
        self.send(0, to_json(message).encode())

    def relay(self, fd: int) -> None:
        """Pass on what a process or connection wrote; its prints go before its messages."""
        stream = self.sources[fd]
        if stream & 7 == MESSAGES_OUT:
            self.relay_prints(stream & ~7)
        self.pass_on(fd, stream)

    def relay_prints(self, base: int) -> None:
        """Pass on what was printed before now: one reading takes all that a pipe can hold."""
        for fd, _ in self.prints[base].poll(0):
            self.pass_on(fd, self.sources[fd])

    def pass_on(self, fd: int, stream: int) -> bool:
        try:
            data = os.read(fd, CHUNK)
        except BlockingIOError:
            return False
        except OSError:
            data = b""
        self.send(stream, data)
        if not data:
            self.end_source(fd, stream)
        return bool(data)

    def end_source(self, fd: int, stream: int) -> None:
        del self.sources[fd]
        prints = self.prints.get(stream & ~7)
        if prints is not None and stream & 7 in PRINTS:
            prints.unregister(fd)
        elif stream & 7 == MESSAGES_OUT:
            del self.prints[stream & ~7]
        self.forget(fd)

    def leave(self) -> NoReturn:
        """End with everything in here. PID 1 takes its namespace along; without one, orphans come to us."""
        for pid in self.children:
            signal_group(pid, signal.SIGKILL)
        if os.getpid() != 1:
            kill_descendants()
        os._exit(0)

    def reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            number = self.children.pop(pid, None)
            if number is None:
                continue  # an orphan that came to us
            for fd, stream in list(self.sources.items()):
                if stream >> 3 == number:
                    for _ in range(LAST_READS):  # what another process goes on writing there comes later
                        if not self.pass_on(fd, stream):
                            break
            code = os.waitstatus_to_exitcode(status)
            said = {"process": number, "status": max(code, -1), "signal": max(-code, 0)}
            said["oom"] = code == -signal.SIGKILL and oom_kills() > self.ooms
            self.say({"method": "exited", "params": said})

    # --- from the outside -----------------------------------------------------------------------------

    def read_frames(self) -> None:
        try:
            data = os.read(0, CHUNK)
        except BlockingIOError:
            return
        if not data:
            self.leave()  # nobody listens any more
        self.incoming += data
        position = 0
        while len(self.incoming) - position >= HEADER.size:
            length, stream = HEADER.unpack_from(self.incoming, position)
            end = position + HEADER.size + length
            if len(self.incoming) < end:
                break
            payload = bytes(memoryview(self.incoming)[position + HEADER.size : end])
            position = end
            if stream == 0:
                self.obey(payload)
            else:
                self.deliver(stream, payload)
        del self.incoming[:position]

    def deliver(self, stream: int, payload: bytes) -> None:
        sink = self.sinks.get(stream)
        if sink is None:
            return  # the process is gone; the outside hears of that by itself
        if payload:
            sink.waiting += payload
        else:
            sink.end = True
        self.flush(stream)

    def flush(self, stream: int) -> None:
        sink = self.sinks[stream]
        if sink.flush():
            self.watch(sink.fd, select.POLLOUT if sink.waiting else 0)
            self.unsettled = self.unsettled or bool(sink.waiting)
            return
        del self.sinks[stream]
        del self.sink_fds[sink.fd]
        if sink.connection is not None:
            hang_up(sink.connection)
        self.forget(sink.fd)

    def obey(self, payload: bytes) -> None:
        length = payload.find(b"\0")
        request = from_json((payload if length < 0 else payload[:length]).decode(), 0)[0]
        attached = memoryview(payload)[length + 1 :]
        answer = {"id": request["id"]}
        try:
            if request["method"] == "connect":
                self.do_connect(attached, request["id"], **request["params"])
                return  # answered when it has come to an end
            answer["result"] = getattr(self, "do_" + request["method"])(attached, **request["params"])
        except OSError as error:
            answer["error"] = {"code": error.errno or 1, "message": str(error)}
        self.say(answer)

    def do_start(
        self, _attached: memoryview, root: str, limits: dict[str, float], nproc: bool, direct: list[int]
    ) -> dict[str, Any]:
        for fd in direct:
            os.set_inheritable(fd, False)
        self.direct = direct
        if os.getpid() == 1:
            prctl(PR_SET_DUMPABLE, 0)  # nobody writes to our memory or opens our descriptors
        else:
            prctl(PR_SET_CHILD_SUBREAPER, 1)  # daemonised grandchildren come to us, not to the machine's init
            signal.signal(signal.SIGTERM, lambda *_: self.leave())
        self.root = root
        self.limits = limits
        for name in ("work", "lib", "home", "tmp"):
            os.makedirs(os.path.join(root, name), exist_ok=True)
        os.chdir(os.path.join(root, "work"))
        cap(resource.RLIMIT_CORE, 0)
        cap(resource.RLIMIT_NOFILE, limits["open_files"])
        cap(resource.RLIMIT_FSIZE, limits["file_bytes"])
        cap(resource.RLIMIT_DATA, limits["memory_bytes"] + limits.get("reserved_bytes", 0))
        soft, _ = resource.getrlimit(resource.RLIMIT_STACK)
        if soft == resource.RLIM_INFINITY:  # a stack is not counted as data
            cap(resource.RLIMIT_STACK, limits["memory_bytes"])
        if nproc:
            cap(resource.RLIMIT_NPROC, limits["processes"])
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 2)
        os.close(null)
        magic = sys.implementation.cache_tag or ""
        return {"python": sys.executable, "version": list(sys.version_info[:3]), "cache_tag": magic}

    def do_put(self, attached: memoryview, files: list[tuple[str, int, int, bool]]) -> None:
        position = 0
        for path, mode, size, append in files:
            target = os.path.join(self.root, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | (os.O_APPEND if append else os.O_TRUNC)
            fd = os.open(target, flags, mode)
            with open(fd, "wb", buffering=0) as file:
                view = attached[position : position + size]
                while view:
                    view = view[file.write(view) :]
                os.fchmod(fd, mode)
            position += size

    def do_settle(self, _attached: memoryview) -> None:
        """Answered after all that was printed before now."""
        for base in list(self.prints):
            self.relay_prints(base)

    def do_kill(self, _attached: memoryview, process: int, sig: int) -> None:
        for pid, number in self.children.items():
            if number == process:
                signal_group(pid, sig)

    def do_connect(self, _attached: memoryview, request: int, process: int, port: int) -> None:
        self.attempts.append(Attempt(request, process, port))

    def go_on_connecting(self) -> None:
        for attempt in self.attempts[:]:
            answer: dict[str, Any] = {"id": attempt.request}
            try:
                if not attempt.go_on():
                    continue
                self.connected(attempt.process, attempt.connection)
                answer["result"] = None
            except OSError as error:
                answer["error"] = {"code": error.errno or 1, "message": str(error)}
            self.attempts.remove(attempt)
            self.say(answer)

    def connected(self, process: int, connection: socket.socket) -> None:
        self.add_source(8 * process + 1, os.dup(connection.fileno()))
        self.add_sink(8 * process, os.dup(connection.fileno()), connection)

    def add_sink(self, stream: int, fd: int, connection: socket.socket | None = None) -> None:
        os.set_blocking(fd, False)
        self.sinks[stream] = Sink(fd, connection)
        self.sink_fds[fd] = stream

    def add_source(self, stream: int, fd: int) -> None:
        os.set_blocking(fd, False)
        self.sources[fd] = stream
        self.unsettled = True

    def do_spawn(
        self,
        _attached: memoryview,
        *,
        process: int,
        argv: list[str],
        env: dict[str, str],
        cwd: str,
        messages: bool,
        direct: bool,
        stdin: bool,
    ) -> dict[str, Any]:
        base = 8 * process
        inner, outer = piped(3 + 2 * (messages and not direct))
        report_read, report_write = os.pipe()
        if direct:
            inner += self.direct
            self.direct = []
        pid = os.fork()
        if pid == 0:
            self.become(argv, env, cwd, inner, report_write)
        for fd in (*inner, report_write):
            os.close(fd)
        failure = os.read(report_read, 64)
        os.close(report_read)
        if failure:
            for fd in outer:
                os.close(fd)
            os.waitpid(pid, 0)
            code = int(failure)
            raise OSError(code, os.strerror(code), argv[0])
        self.children[pid] = process
        offer_for_memory(pid)
        if messages:
            prints = self.prints[base] = select.poll()
            for fd in PRINTS:
                prints.register(outer[fd], select.POLLIN)
        if not stdin:
            os.close(outer[0])
        self.add_ends(base, outer if stdin else [-1, *outer[1:]])
        return {"pid": pid}

    def add_ends(self, base: int, outer: list[int]) -> None:
        """Relay what goes through our ends of a program's pipes, from its descriptor 0 on."""
        for fd, end in enumerate(outer):
            if end >= 0:
                (self.add_sink if fd in (0, 3) else self.add_source)(base + fd, end)

    def become(self, argv: list[str], env: dict[str, str], cwd: str, inner: list[int], report: int) -> NoReturn:
        """In the child: put the descriptors in their places and become the program."""
        try:
            os.setpgid(0, 0)
            *high, report = (above(fd, len(inner)) for fd in (*inner, report))
            for target, fd in enumerate(high):
                os.dup2(fd, target, inheritable=True)
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGPIPE, signal.SIGTERM, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            seconds = int(self.limits["cpu_seconds"])
            cap(resource.RLIMIT_CPU, seconds, seconds + 1)
            os.chdir(os.path.join(self.root, cwd))
            places = {"HOME": "home", "TMPDIR": "tmp"}
            fixed = {name: os.path.join(self.root, place) for name, place in places.items()}
            path = os.environ.get("PATH", os.defpath)
            full = {"PATH": path, "LANG": "C.UTF-8", **fixed, **env}
            if len(inner) > MESSAGES_OUT and argv[: len(PYTHON)] == PYTHON:
                become_script(argv, full, len(inner))
            os.execvpe(argv[0], argv, full)  # noqa: S606 - a list, no shell
        except OSError as error:
            os.write(report, str(error.errno).encode())
            os._exit(127)


def become_script(argv: list[str], env: dict[str, str], kept: int) -> NoReturn:
    """In the child: be as an interpreter is that has just started, but for leaving the agent's loop."""
    main = type(sys)("__main__")
    sys.argv[:] = argv[len(PYTHON) :]
    main.__file__ = os.path.join(os.getcwd(), sys.argv[0])
    main.__builtins__ = __builtins__  # type: ignore[attr-defined]
    with open(sys.argv[0], "rb") as file:
        text = file.read()
    sys.modules["__main__"] = main
    sys.orig_argv[:] = argv
    os.environ.clear()
    os.environ.update(env)
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # which Python does
    if os.getppid() == 1:
        prctl(PR_SET_DUMPABLE, 1)  # as a new program is: it may be chosen when memory runs out
    for name in set(sys.modules) - LOADED - SHARED:
        del sys.modules[name]
    os.closerange(kept, os.sysconf("SC_OPEN_MAX"))
    raise BecomesScript(text, main.__dict__)


def piped(count: int) -> tuple[list[int], list[int]]:
    """Pipes for the descriptors of a program from 0 on: its ends, and ours."""
    pipes = [os.pipe() for _ in range(count)]
    inner = [pipe[0] if fd in (0, 3) else pipe[1] for fd, pipe in enumerate(pipes)]
    return inner, [pipe[1] if fd in (0, 3) else pipe[0] for fd, pipe in enumerate(pipes)]


def above(fd: int, lowest: int) -> int:
    """A copy of a descriptor that is out of the way of the first few; like all of ours, no program inherits it."""
    while fd < lowest:
        fd = os.dup(fd)
    return fd


def cap(what: int, soft: float, hard: float | None = None) -> None:
    """Lower a limit; one that is lower already stays."""
    _, now = resource.getrlimit(what)
    top = int(soft if hard is None else hard)
    if now != resource.RLIM_INFINITY:
        top = min(top, now)
    resource.setrlimit(what, (min(int(soft), top), top))


def hang_up(connection: socket.socket) -> None:
    """Tell the server that no more will come; what it still sends is relayed from a copy."""
    try:
        connection.shutdown(1)
    except OSError as error:
        if error.errno != errno.ENOTCONN:
            raise
    connection.close()


def signal_group(pid: int, sig: int) -> None:
    try:
        os.killpg(pid, sig)
    except ProcessLookupError:
        pass


def prctl(option: int, value: int) -> None:
    """Set an attribute of ours (Linux only), by what ``ctypes`` is made of, which loads in a tenth of the time."""
    if sys.platform == "linux":
        import _ctypes

        function = _ctypes.dlsym(_ctypes.dlopen(None, 0), "prctl")  # type: ignore[arg-type]  # None is this process
        _ctypes.call_function(function, (option, value, 0, 0, 0))


def offer_for_memory(pid: int) -> None:
    """Have the kernel kill a program rather than us when memory runs out, so that we can tell of it."""
    try:
        with open("/proc/" + str(pid) + "/oom_score_adj", "w") as file:
            file.write("1000")
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ESRCH, errno.EACCES):  # no /proc, ended, or another user's by now
            raise


def kill_descendants() -> None:
    """Kill our children, and theirs as they come to us, until there are none."""
    while True:
        for pid in own_children():
            os.kill(pid, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def own_children() -> Iterator[int]:
    me = str(os.getpid())
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        if name.isdigit():
            try:
                with open("/proc/" + name + "/stat") as file:
                    fields = file.read().rpartition(")")[2].split()
            except OSError:
                continue  # it has just ended
            if fields[1] == me and fields[0] != "Z":
                yield int(name)


def drain(fd: int) -> None:
    try:
        while os.read(fd, 4096):
            pass
    except BlockingIOError:
        pass


def oom_kills() -> int:
    """How often the kernel killed for memory in our cgroup; 0 where that cannot be read."""
    for path in ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control"):
        try:
            with open(path) as file:
                for line in file:
                    if line.startswith("oom_kill "):
                        return int(line.split()[1])
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.EACCES, errno.ENOTDIR):
                raise
    return 0
