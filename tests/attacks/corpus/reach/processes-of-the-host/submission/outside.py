import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    """What a function of the C library did, if it went well."""
    if getattr(LIBC, name)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)
    return name


import signal


def attempts(host):
    numbers = (host["victim"], host["pid"], -host["victim"], 2, 100, 32767)
    return [
        *(lambda pid=pid: os.kill(pid, 0) or pid for pid in numbers if pid > 4 or pid < 0),
        *(lambda pid=pid: os.kill(pid, signal.SIGKILL) or pid for pid in numbers if pid > 4 or pid < 0),
        *(lambda pid=pid: os.setpriority(os.PRIO_PROCESS, pid, 19) or pid for pid in numbers if pid > 4),
        *(lambda pid=pid: os.sched_setaffinity(pid, {0}) or pid for pid in numbers if pid > 4),
        *(lambda pid=pid: os.pidfd_open(pid) and pid for pid in numbers if pid > 4),
        *(lambda pid=pid: os.listdir(f"/proc/{pid}") and pid for pid in numbers if pid > 4),
    ]


def name():
    return "outside"
