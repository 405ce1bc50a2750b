import os


def double(number):
    os.write(1, bytes(range(256)) * 8)
    return b"\xff\xfe" * 100


def password():
    os.write(2, "\U0001f600".encode()[:3] + b"\xc0\x80\xed\xa0\x80")
    return "\ud83d"


def code():
    os.write(1, b"\x00" * 5_000 + b"\x1b[2J" * 100)
    raise SystemError(b"\xff\x1b")
