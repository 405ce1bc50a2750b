import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    """What a function of the C library did, if it went well."""
    if getattr(LIBC, name)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)
    return name


KEYCTL_GET_KEYRING_ID, KEYCTL_JOIN_SESSION_KEYRING, KEYCTL_LINK, KEYCTL_SEARCH = 0, 1, 8, 10
NUMBERS = {"x86_64": (248, 249, 250), "aarch64": (217, 218, 219)}


def attempts(host):
    add_key, request_key, keyctl = NUMBERS[os.uname().machine]
    rings = range(-8, 0)
    return [
        *(lambda ring=ring: call("syscall", keyctl, KEYCTL_GET_KEYRING_ID, ring, 0) for ring in rings),
        *(lambda ring=ring: call("syscall", keyctl, KEYCTL_LINK, ring, -2) for ring in rings),
        lambda: call("syscall", keyctl, KEYCTL_JOIN_SESSION_KEYRING, 0),
        lambda: call("syscall", add_key, b"user", b"name", b"value", 5, -3),
        lambda: call("syscall", request_key, b"user", b"name", 0, -3),
    ]


def name():
    return "outside"
