import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    """What a function of the C library did, if it went well."""
    if getattr(LIBC, name)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)
    return name


PTRACE_ATTACH, PTRACE_SEIZE = 16, 0x4206


def opened(path, mode="rb"):
    with open(path, mode, buffering=0):
        return path


def remote(name):
    local = (ctypes.c_size_t * 2)(0, 64)
    return call(name, 1, ctypes.byref(local), 1, ctypes.byref(local), 1, 0)


def attempts(host):
    return [
        *(
            lambda name=name: opened(f"/proc/1/{name}")
            for name in ("mem", "environ", "maps", "syscall", "stack", "auxv", "pagemap", "io")
        ),
        lambda: opened("/proc/1/mem", "r+b"),
        *(lambda fd=fd: opened(f"/proc/1/fd/{fd}", "r+b") for fd in range(16)),
        lambda: os.listdir("/proc/1/fd"),
        lambda: os.listdir("/proc/1/map_files"),
        lambda: call("ptrace", PTRACE_ATTACH, 1, 0, 0),
        lambda: call("ptrace", PTRACE_SEIZE, 1, 0, 0),
        lambda: remote("process_vm_readv"),
        lambda: remote("process_vm_writev"),
        lambda: call("syscall", 438, os.pidfd_open(1), 1, 0),
    ]


def name():
    return "outside"
