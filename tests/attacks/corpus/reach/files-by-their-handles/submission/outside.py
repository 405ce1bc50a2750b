import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    """What a function of the C library did, if it went well."""
    if getattr(LIBC, name)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)
    return name


import struct


def opened(number, place):
    """The root of a file system nearly always has inode 2 (ext4), 128 (xfs) or 256 (btrfs)."""
    handle = struct.pack("=IiII", 8, 1, number, 0)
    fd = os.open(place, os.O_RDONLY)
    try:
        return call("open_by_handle_at", fd, handle, os.O_RDONLY)
    finally:
        os.close(fd)


def named(place):
    buffer = ctypes.create_string_buffer(struct.pack("=Ii", 128, 0) + bytes(128))
    return call("name_to_handle_at", -100, place, buffer, ctypes.byref(ctypes.c_int()), 0)


def attempts(host):
    places = ("/usr", "/etc/hostname", "/etc/passwd", "/etc/hosts", "/")
    return [
        *(lambda number=number, place=place: opened(number, place) for number in (2, 128, 256) for place in places),
        *(lambda place=place: named(place.encode()) for place in places),
    ]


def name():
    return "outside"
