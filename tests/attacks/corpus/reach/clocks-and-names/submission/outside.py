import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    """What a function of the C library did, if it went well."""
    if getattr(LIBC, name)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)
    return name


import time


def attempts(host):
    return [
        lambda: time.clock_settime(time.CLOCK_REALTIME, 0) or "clock",
        lambda: call("settimeofday", ctypes.create_string_buffer(16), None),
        lambda: call("adjtimex", ctypes.create_string_buffer(208)),
        lambda: call("clock_adjtime", 0, ctypes.create_string_buffer(208)),
        lambda: call("sethostname", b"mine", 4),
        lambda: call("setdomainname", b"mine", 4),
        lambda: os.system("date -s 2001-01-01 >/dev/null 2>&1") == 0 and "date",
        lambda: os.system("hostname mine >/dev/null 2>&1") == 0 and "hostname",
    ]


def name():
    return "outside"
