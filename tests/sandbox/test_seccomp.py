"""The system call filter: as a program that a small machine of our own runs, and as the kernel applies it inside."""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.backends import create_backend, seccomp
from sandbox.backends.syscalls import ANSWERS, ARCHITECTURES, CONDITIONS, numbers
from sandbox.session import Session
from sandbox.spec import SandboxSpec
from tests.conftest import need

HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}
NAMES = {"aarch64": {"fstatat": "newfstatat"}}
"""What the kernel's table calls by another name than libc does."""


def evaluate(machine: str, number: int, *arguments: int, audit: int | None = None) -> int:
    """What the filter says of a call: a small classic BPF machine, with the instructions that we use."""
    code = seccomp.assemble(machine)
    data = {0: number, 4: seccomp.AUDIT_ARCH[machine] if audit is None else audit}
    for index in range(6):
        value = arguments[index] if index < len(arguments) else 0
        data[16 + 8 * index], data[20 + 8 * index] = value & seccomp.WORD, value >> 32
    accumulator = place = 0
    while True:
        operation, if_true, if_false, operand = code[place]
        place += 1
        match operation:
            case seccomp.LOAD:
                accumulator = data[operand]
            case seccomp.AND:
                accumulator &= operand
            case seccomp.JUMP:
                place += operand
            case seccomp.IF_EQUAL:
                place += if_true if accumulator == operand else if_false
            case seccomp.IF_AT_LEAST:
                place += if_true if accumulator >= operand else if_false
            case seccomp.RETURN:
                return operand
            case _:
                raise AssertionError(f"an instruction {operation:#x}")


def refused(number: int) -> int:
    return seccomp.ERRNO | number


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_what_is_in_the_table_is_allowed_and_nothing_else(machine: str) -> None:
    known = {number: name for name, number in numbers(machine).items()}
    for number in range(max(known) + 1):
        name = known.get(number)
        if name in ANSWERS:
            assert evaluate(machine, number) == refused(ANSWERS[name])
        elif name not in CONDITIONS:
            assert evaluate(machine, number) == (seccomp.ALLOW if name else refused(errno.EPERM)), (number, name)


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_a_call_that_is_newer_than_the_table_does_not_exist(machine: str) -> None:
    newest = max(numbers(machine).values())
    for number in (newest + 1, newest + 1000, 0x4000_0027, 0xFFFF_FFFF):
        assert evaluate(machine, number) == refused(errno.ENOSYS)


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_a_call_of_another_architecture_kills(machine: str) -> None:
    for audit in (0x4000_0003, 0x4000_0028, *seccomp.AUDIT_ARCH.values()):
        expected = seccomp.ALLOW if audit == seccomp.AUDIT_ARCH[machine] else seccomp.KILL_PROCESS
        assert evaluate(machine, numbers(machine)["read"], audit=audit) == expected


@pytest.mark.parametrize("machine", ARCHITECTURES)
@pytest.mark.parametrize(
    ("name", "allowed", "denied"),
    [
        (
            "socket",
            [(1, 1, 0), (2, 1, 0), (2, 2, 17), (10, 1, 6), (16, 3, 0)],
            [(2, 3, 1), (16, 3, 12), (17,), (38,), (40,)],
        ),
        ("socketpair", [(1, 1, 0)], [(2, 1, 0), (30, 1, 0)]),
        ("clone", [(0,), (0x50F00,), (0x3D0F00 | 1 << 33,)], [(1 << bit,) for bit in (17, *range(25, 31))]),
        ("personality", [(0,), (0xFFFF_FFFF,)], [(0x40000,), (8,), (0x20000,)]),
        ("ioctl", [(0, 0x5401), (0, 0x5413), (0, 0), (0, 0x541B)], [(0, 0x5412), (0, 0x5412 | 1 << 32)]),
    ],
)
def test_arguments_decide_where_they_matter(
    machine: str, name: str, allowed: list[tuple[int, ...]], denied: list[tuple[int, ...]]
) -> None:
    number = numbers(machine)[name]
    assert [evaluate(machine, number, *arguments) for arguments in allowed] == [seccomp.ALLOW] * len(allowed)
    assert [evaluate(machine, number, *arguments) for arguments in denied] == [refused(errno.EPERM)] * len(denied)


@given(st.sampled_from(ARCHITECTURES), st.integers(0, 2**64 - 1))
def test_one_control_of_terminals_is_refused_and_all_others_pass(machine: str, request_number: int) -> None:
    expected = refused(errno.EPERM) if request_number & seccomp.WORD == 0x5412 else seccomp.ALLOW
    assert evaluate(machine, numbers(machine)["ioctl"], 0, request_number) == expected


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_the_numbers_are_those_of_the_kernels_headers(machine: str) -> None:
    header = HEADERS[machine]
    if not header.exists():
        pytest.skip(f"there is no {header} (linux-libc-dev)")
    found = re.findall(r"^#define __NR(?:3264)?_(\w+)\s+(\d+)$", header.read_text(), re.MULTILINE)
    named = {NAMES.get(machine, {}).get(name, name): int(number) for name, number in found if name != "syscalls"}
    ours = numbers(machine)
    assert {name: number for name, number in ours.items() if name in named} == {
        name: named[name] for name in ours if name in named
    }
    newest = max(named.values())
    assert [name for name, number in ours.items() if name not in named and number <= newest] == []


def test_dockers_profile_says_the_same() -> None:
    profile: dict[str, Any] = json.loads(seccomp.docker_profile())
    assert profile["defaultAction"] == "SCMP_ACT_ERRNO"
    plain, *special = profile["syscalls"]
    every = {name for machine in ARCHITECTURES for name in numbers(machine)}
    assert set(plain["names"]) == every - CONDITIONS.keys() - ANSWERS.keys()
    assert {name for rule in special for name in rule["names"]} == CONDITIONS.keys() | ANSWERS.keys()
    assert all("args" in rule or rule["action"] == "SCMP_ACT_ERRNO" for rule in special)


NEVER = """
    ptrace process_vm_readv process_vm_writev kcmp add_key request_key keyctl bpf perf_event_open userfaultfd
    io_uring_setup unshare setns mount umount2 pivot_root chroot open_by_handle_at name_to_handle_at lookup_dcookie
    quotactl acct settimeofday clock_settime adjtimex clock_adjtime iopl ioperm kexec_load kexec_file_load
    init_module finit_module delete_module reboot swapon swapoff sethostname setdomainname fsopen fsconfig fsmount
    move_mount open_tree fspick mount_setattr fanotify_init vhangup syslog mbind move_pages migrate_pages seccomp
    pidfd_getfd process_madvise memfd_secret modify_ldt vmsplice
"""


def test_what_a_submission_must_never_do_is_in_no_table() -> None:
    for machine in ARCHITECTURES:
        assert set(NEVER.split()).isdisjoint(numbers(machine))


PROBE = """
import ctypes, errno, json, os, socket, sys
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
    return "done" if result >= 0 else errno.errorcode[ctypes.get_errno()]
def opened(*kind):
    try:
        socket.socket(*kind).close()
        return "done"
    except OSError as error:
        return errno.errorcode[error.errno]
calls, sockets = json.loads(sys.argv[1])
print(json.dumps([[call(*each) for each in calls], [opened(*each) for each in sockets]]))
"""
X86_64 = {
    "unshare": (272, 0x1000_0000), "setns": (308, 0, 0), "ptrace": (101, 0, 0, 0, 0), "bpf": (321, 0, 0, 0),
    "process_vm_readv": (310, 1, 0, 0, 0, 0, 0), "kcmp": (312, 1, 1, 0, 0, 0), "keyctl": (250, 0, 0),
    "add_key": (248, 0, 0, 0, 0, 0), "perf_event_open": (298, 0, 0, 0, 0, 0), "userfaultfd": (323, 0),
    "io_uring_setup": (425, 1, 0), "mount": (165, 0, 0, 0, 0, 0), "umount2": (166, 0, 0), "pivot_root": (155, 0, 0),
    "chroot": (161, 0), "fsopen": (430, 0, 0), "open_tree": (428, 0, 0, 0), "open_by_handle_at": (304, 0, 0, 0),
    "name_to_handle_at": (303, 0, 0, 0, 0, 0), "quotactl": (179, 0, 0, 0, 0), "acct": (163, 0),
    "settimeofday": (164, 0, 0), "clock_settime": (227, 0, 0), "iopl": (172, 3), "ioperm": (173, 0, 1, 1),
    "kexec_load": (246, 0, 0, 0, 0), "init_module": (175, 0, 0, 0), "reboot": (169, 0, 0, 0, 0), "swapon": (167, 0, 0),
    "sethostname": (170, 0, 0), "fanotify_init": (300, 0, 0), "vhangup": (153,), "syslog": (103, 3, 0, 0),
    "personality": (135, 0x40000), "clone": (56, 0x1000_0011, 0, 0, 0, 0), "TIOCSTI": (16, 0, 0x5412, 0),
    "pidfd_getfd": (438, 0, 0, 0), "seccomp": (317, 0, 0, 0), "modify_ldt": (154, 0, 0, 0),
}  # fmt: skip
"""Calls by their numbers, with arguments that would do no harm even where they were let through."""
SOCKETS = {
    "packet": (17, 3, 0), "vsock": (40, 1, 0), "alg": (38, 5, 0), "netfilter": (16, 3, 12), "raw": (2, 3, 1),
    "ping": (2, 2, 1), "sctp": (2, 1, 132), "bluetooth": (31, 3, 0), "can": (29, 3, 1), "tipc": (30, 1, 0),
}  # fmt: skip


@pytest.fixture(params=["docker", "bubblewrap"])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    need(request.param)
    backend, spec = create_backend(request.param), SandboxSpec()
    with Session(backend.start(spec), spec.limits) as session:
        session.ready()
        session.allow(20)
        yield session
    backend.close()


def probed(session: Session, calls: list[tuple[int, ...]], sockets: list[tuple[int, ...]]) -> list[list[str]]:
    done = session.run(["python3", "-c", PROBE, json.dumps([calls, sockets])])
    assert (done.status, done.stderr) == (0, b"")
    answers: list[list[str]] = json.loads(done.stdout)
    return answers


def machine(session: Session) -> str:
    return session.run(["uname", "-m"]).stdout.decode().strip()


def test_each_dangerous_call_is_refused_inside(session: Session) -> None:
    if machine(session) != "x86_64":
        pytest.skip("the numbers of the calls are those of x86_64")
    calls, sockets = probed(session, list(X86_64.values()), list(SOCKETS.values()))
    assert dict(zip(X86_64, calls, strict=True)) == dict.fromkeys(X86_64, "EPERM")
    assert dict(zip(SOCKETS, sockets, strict=True)) == dict.fromkeys(SOCKETS, "EPERM")


def test_calls_that_programs_have_another_way_for_are_told_to_take_it(session: Session) -> None:
    if machine(session) != "x86_64":
        pytest.skip("the numbers of the calls are those of x86_64")
    calls, _ = probed(session, [(435, 0, 0), (10_000,), (162,)], [])
    assert calls == ["ENOSYS", "ENOSYS", "done"], "clone3, one that is not there, sync"


def test_what_honest_programs_need_works(session: Session) -> None:
    _, sockets = probed(session, [], [(1, 1, 0), (2, 1, 0), (2, 2, 0), (10, 1, 6), (16, 3, 0)])
    assert sockets == ["done"] * 5
    program = (
        "import multiprocessing, subprocess, threading\n"
        "if __name__ == '__main__':\n"
        "    thread = threading.Thread(target=print, args=('thread',))\n"
        "    thread.start(); thread.join()\n"
        "    with multiprocessing.Pool(2) as pool:\n"
        "        print(pool.map(abs, [-1, 2]))\n"
        "    print(subprocess.run(['sh', '-c', 'echo child'], capture_output=True, text=True).stdout, end='')\n"
    )
    session.put({"work/program.py": program.encode()})
    done = session.run(["python3", "program.py"])
    assert (done.stdout, done.stderr) == (b"thread\n[1, 2]\nchild\n", b"")


def test_the_filter_is_on_and_rights_are_off(session: Session) -> None:
    done = session.run(["grep", "-E", "^(Seccomp|NoNewPrivs|Cap[A-Z][a-z]+|Uid|Gid):", "/proc/self/status"])
    status = dict(line.split(":\t") for line in done.stdout.decode().splitlines())
    assert status.pop("Uid").split() == status.pop("Gid").split() == ["1000"] * 4
    assert (status.pop("Seccomp"), status.pop("NoNewPrivs")) == ("2", "1")
    assert status == dict.fromkeys(("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"), "0" * 16)
