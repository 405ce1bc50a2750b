import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    """What a function of the C library did, if it went well."""
    if getattr(LIBC, name)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)
    return name


X86_64 = {
    "bpf": 321,
    "io_uring_setup": 425,
    "userfaultfd": 323,
    "perf_event_open": 298,
    "init_module": 175,
    "finit_module": 313,
    "kexec_load": 246,
    "modify_ldt": 154,
    "fsopen": 430,
    "open_tree": 428,
    "fanotify_init": 300,
    "quotactl": 179,
    "swapon": 167,
    "acct": 163,
    "lookup_dcookie": 212,
    "uselib": 134,
    "vhangup": 153,
    "iopl": 172,
    "reboot": 169,
    "syslog": 103,
    "kcmp": 312,
    "move_pages": 279,
    "mbind": 237,
    "add_key": 248,
    "memfd_secret": 447,
    "landlock_create_ruleset": 444,
    "seccomp": 317,
}
AARCH64 = {
    "bpf": 280,
    "io_uring_setup": 425,
    "userfaultfd": 282,
    "perf_event_open": 241,
    "init_module": 105,
    "finit_module": 273,
    "kexec_load": 104,
    "fsopen": 430,
    "open_tree": 428,
    "fanotify_init": 262,
    "quotactl": 60,
    "swapon": 224,
    "acct": 89,
    "vhangup": 58,
    "reboot": 142,
    "syslog": 116,
    "kcmp": 272,
    "memfd_secret": 447,
    "seccomp": 277,
}
EPERM, ENOSYS = 1, 38


def let_through(name, number):
    """Any other answer than that of the filter means that the kernel has looked at the arguments."""
    ctypes.set_errno(0)
    LIBC.syscall(ctypes.c_long(number), *[ctypes.c_long(-1)] * 6)
    return ctypes.get_errno() not in {EPERM, ENOSYS} and (name, ctypes.get_errno())


def attempts(host):
    table = X86_64 if os.uname().machine == "x86_64" else AARCH64
    return [lambda name=name, number=number: let_through(name, number) for name, number in table.items()]


def name():
    return "outside"
