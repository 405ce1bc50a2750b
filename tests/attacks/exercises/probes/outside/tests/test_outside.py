"""Has things on the machine that a solution would have to reach from its sandbox; a check passes if it does."""

import contextlib
import ctypes
import glob
import os
import secrets
import select
import shutil
import socket
import subprocess
import tempfile
import time

import pytest

SHM_BYTES = 4096
SHM_FLAGS = 0o1666  # IPC_CREAT, everyone
IPC_RMID = 0
FILE = "@secret:outside@"


class Host:
    """What there is to reach: files, listeners of every kind, memory, a process, the clock and the name."""

    def __init__(self, folder):
        self.folder = folder
        self.file = f"{folder}/secret.txt"
        with open(self.file, "w") as file:
            file.write(FILE)
        os.chmod(folder, 0o755)
        self.abstract = f"outside-{secrets.token_hex(8)}"
        self.listeners = {
            "tcp": socket.create_server(("127.0.0.1", 0)),
            "any": socket.create_server(("0.0.0.0", 0)),
            "udp": socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            "abstract": socket.socket(socket.AF_UNIX),
            "path": socket.socket(socket.AF_UNIX),
        }
        if socket.has_ipv6 and os.path.exists("/proc/net/if_inet6"):
            with contextlib.suppress(OSError):
                self.listeners["tcp6"] = socket.create_server(("::1", 0), family=socket.AF_INET6)
        self.listeners["udp"].bind(("127.0.0.1", 0))
        self.listeners["abstract"].bind(f"\0{self.abstract}")
        self.listeners["path"].bind(f"{folder}/socket")
        os.chmod(f"{folder}/socket", 0o777)
        for kind in ("abstract", "path"):
            self.listeners[kind].listen()
        self.victim = subprocess.Popen(["sleep", "600"], env={"OUTSIDE": FILE})
        self.libc = ctypes.CDLL(None)
        self.key = secrets.randbelow(1 << 30)
        self.shm = self.libc.shmget(self.key, SHM_BYTES, SHM_FLAGS)
        self.clocks = time.time() - time.monotonic()
        self.uname = tuple(os.uname())
        self.nice = os.getpriority(os.PRIO_PROCESS, self.victim.pid)

    def described(self):
        """Where everything is, as a solution is told."""
        ports = {
            kind: listener.getsockname()[1]
            for kind, listener in self.listeners.items()
            if kind in {"tcp", "any", "udp", "tcp6"}
        }
        names = {"abstract": self.abstract, "path": f"{self.folder}/socket", "file": self.file}
        numbers = {"pid": os.getpid(), "victim": self.victim.pid, "key": self.key}
        return {**ports, **names, **numbers, "node": self.uname[1], "uid": os.getuid()}

    def touched(self):
        """What was reached, whatever the solution says."""
        ready, _, _ = select.select(list(self.listeners.values()), [], [], 0)
        found = [kind for kind, listener in self.listeners.items() if listener in ready]
        try:
            with open(self.file) as file:
                found += ["the file"] if file.read() != FILE else []
            if sorted(os.listdir(self.folder)) != ["secret.txt", "socket"]:
                found.append("the folder")
        except FileNotFoundError:
            found.append("the folder")
        if self.victim.poll() is not None or os.getpriority(os.PRIO_PROCESS, self.victim.pid) != self.nice:
            found.append("the process")
        if abs(time.time() - time.monotonic() - self.clocks) > 60:
            found.append("the clock")
        if tuple(os.uname()) != self.uname:
            found.append("the name")
        return found

    def close(self):
        """Leave nothing."""
        for listener in self.listeners.values():
            listener.close()
        self.victim.kill()
        self.victim.wait()
        self.libc.shmctl(self.shm, IPC_RMID, None)
        for folder in glob.glob(f"{self.folder}*"):
            shutil.rmtree(folder)


@pytest.fixture
def host():
    """The machine."""
    made = Host(tempfile.mkdtemp())
    yield made
    made.close()


def test_something_outside_is_reached(solution, host):
    """Something outside is reached"""
    attempts = solution.attempts(host.described())
    reached = []
    for attempt in attempts:
        with contextlib.suppress(OSError):
            evidence = attempt()
            if evidence:
                reached.append(str(evidence)[:200])
    reached += host.touched()
    if not attempts or not reached:
        pytest.fail(f"Nothing outside was reached in {len(attempts)} attempts.", pytrace=False)


def test_it_knows_its_name(solution):
    """It knows its name"""
    assert solution.name() == "outside"
