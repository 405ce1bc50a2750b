"""System call filters from the table in ``syscalls``: as a program for the kernel, and as a profile for Docker.

The program is classic BPF (``Documentation/userspace-api/seccomp_filter.rst``), assembled here so that nothing has
to be installed. A call of another architecture (32-bit programs, x32) kills the process or does not exist. A call that
is not in the table is refused with ``EPERM``; one that is newer than the table with ``ENOSYS``, upon which programs
take the older way. Docker's own runtime does the same with a profile.
"""

from __future__ import annotations

import errno
import json
import os
import struct
from functools import lru_cache
from typing import TYPE_CHECKING

from sandbox.backends.syscalls import ANSWERS, ARCHITECTURES, CONDITIONS, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sandbox.backends.syscalls import Condition

AUDIT_ARCH = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
"""<linux/audit.h>."""
INSTRUCTION = struct.Struct("<HBBI")  # struct sock_filter
NUMBER_OFFSET, ARCH_OFFSET, ARGUMENTS_OFFSET = 0, 4, 16  # struct seccomp_data
LOAD, AND, RETURN = 0x20, 0x54, 0x06  # BPF_LD|W|ABS, BPF_ALU|AND|K, BPF_RET|K
JUMP, IF_EQUAL, IF_AT_LEAST = 0x05, 0x15, 0x35  # BPF_JMP | JA, JEQ, JGE
ALLOW, ERRNO, KILL_PROCESS = 0x7FFF_0000, 0x0005_0000, 0x8000_0000  # SECCOMP_RET_*
WORD = 0xFFFF_FFFF

Code = list[tuple[int, int, int, int]]
"""Instructions: code, jump if true, jump if false, operand."""


def _answer(number: int) -> tuple[int, int, int, int]:
    return RETURN, 0, 0, ERRNO | number


ALLOWED: Code = [(RETURN, 0, 0, ALLOW)]
REFUSED: Code = [_answer(errno.EPERM)]
UNKNOWN: Code = [_answer(errno.ENOSYS)]


@lru_cache(maxsize=1)
def program() -> bytes:
    """The filter for this machine's architecture, as ``bwrap --seccomp`` takes it; empty for one not in the table."""
    machine = os.uname().machine
    if machine not in ARCHITECTURES:
        return b""
    return b"".join(INSTRUCTION.pack(*instruction) for instruction in assemble(machine))


def assemble(machine: str) -> Code:
    """The filter's instructions: a binary search for the call's number, each leaf of which returns."""
    special = {name: _conditional(alternatives) for name, alternatives in CONDITIONS.items()}
    special |= {name: [_answer(number)] for name, number in ANSWERS.items()}
    leaves = [(0, REFUSED)]  # from this number on, up to the next one's
    expected = 0
    for number, name in sorted((number, name) for name, number in numbers(machine).items()):
        if number != expected:
            leaves.append((expected, REFUSED))
        code = special.get(name, ALLOWED)
        if leaves[-1][1] is not code:
            leaves.append((number, code))
        expected = number + 1
    leaves.append((expected, UNKNOWN))
    return [
        (LOAD, 0, 0, ARCH_OFFSET),
        (IF_EQUAL, 1, 0, AUDIT_ARCH[machine]),
        (RETURN, 0, 0, KILL_PROCESS),
        (LOAD, 0, 0, NUMBER_OFFSET),
        *_search(leaves),
    ]


def _search(leaves: Sequence[tuple[int, Code]]) -> Code:
    if len(leaves) == 1:
        return leaves[0][1]
    half = len(leaves) // 2
    below, above = _search(leaves[:half]), _search(leaves[half:])
    return [(IF_AT_LEAST, 0, 1, leaves[half][0]), (JUMP, 0, 0, len(below)), *below, *above]


def _conditional(alternatives: Sequence[Sequence[Condition]]) -> Code:
    """Allow if all conditions of any one list hold."""
    return [*(instruction for conditions in alternatives for instruction in _all_of(conditions)), *REFUSED]


def _all_of(conditions: Sequence[Condition]) -> Code:
    """Allow if all hold; go on behind this if one does not."""
    code = ALLOWED
    for argument, value, mask in reversed(conditions):
        code = [(IF_EQUAL, 0, len(code), value), *code]
        if mask != WORD:
            code = [(AND, 0, 0, mask), *code]
        code = [(LOAD, 0, 0, ARGUMENTS_OFFSET + 8 * argument), *code]
    return code


def docker_profile() -> str:
    """The same as a profile of Docker's, as the engine's API takes it; for whichever architecture the engine has."""
    names = {name for machine in ARCHITECTURES for name in numbers(machine)}
    rules: list[dict[str, object]] = [{"names": sorted(names - {*CONDITIONS, *ANSWERS}), "action": "SCMP_ACT_ALLOW"}]
    for name, alternatives in CONDITIONS.items():
        arguments = ([_argument(condition) for condition in conditions] for conditions in alternatives)
        rules += [{"names": [name], "action": "SCMP_ACT_ALLOW", "args": args} for args in arguments]
    for name, number in ANSWERS.items():
        rules.append({"names": [name], "action": "SCMP_ACT_ERRNO", "errnoRet": number})
    profile = {
        "defaultAction": "SCMP_ACT_ERRNO",
        "defaultErrnoRet": errno.EPERM,
        "archMap": [{"architecture": f"SCMP_ARCH_{machine.upper()}"} for machine in ARCHITECTURES],
        "syscalls": rules,
    }
    return json.dumps(profile, separators=(",", ":"))


def _argument(condition: Condition) -> dict[str, object]:
    if condition.mask == WORD:
        return {"index": condition.argument, "value": condition.value, "op": "SCMP_CMP_EQ"}
    masked = {"value": condition.mask, "valueTwo": condition.value, "op": "SCMP_CMP_MASKED_EQ"}
    return {"index": condition.argument, **masked}
