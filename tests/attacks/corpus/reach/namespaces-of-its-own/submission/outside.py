import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    """What a function of the C library did, if it went well."""
    if getattr(LIBC, name)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)
    return name


FLAGS = {
    "mnt": 0x20000,
    "cgroup": 0x2000000,
    "uts": 0x4000000,
    "ipc": 0x8000000,
    "user": 0x10000000,
    "pid": 0x20000000,
    "net": 0x40000000,
}


def cloned(flag):
    pid = LIBC.syscall(56 if os.uname().machine == "x86_64" else 220, flag | 17, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    return pid > 0 and f"clone {flag:#x}"


def entered(pid, kind):
    with open(f"/proc/{pid}/ns/{kind}") as file:
        return call("setns", file.fileno(), 0)


def attempts(host):
    kinds = (*FLAGS, "time")
    return [
        *(lambda flag=flag: call("unshare", flag) for flag in FLAGS.values()),
        *(lambda flag=flag: call("unshare", FLAGS["user"] | flag) for flag in FLAGS.values()),
        *(lambda flag=flag: cloned(flag) for flag in FLAGS.values()),
        *(lambda pid=pid, kind=kind: entered(pid, kind) for pid in (1, host["pid"]) for kind in kinds),
        lambda: os.system("unshare -r true 2>/dev/null") == 0 and "unshare",
        lambda: os.system("bwrap --ro-bind / / true 2>/dev/null") == 0 and "bwrap",
    ]


def name():
    return "outside"
