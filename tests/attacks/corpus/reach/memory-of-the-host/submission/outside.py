import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    """What a function of the C library did, if it went well."""
    if getattr(LIBC, name)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)
    return name


def attempts(host):
    key = host["key"]
    return [
        lambda: call("shmget", key, 0, 0),
        lambda: call("shmget", key, 4096, 0o600),
        *(lambda number=number: call("shmat", number, None, 0) for number in range(32)),
        lambda: [line for line in open("/proc/sysvipc/shm")][1:],
        lambda: [line for line in open("/proc/sysvipc/sem")][1:],
        lambda: [line for line in open("/proc/sysvipc/msg")][1:],
        lambda: [name for name in os.listdir("/dev/shm")],
        lambda: os.listdir("/dev/mqueue"),
    ]


def name():
    return "outside"
