import fcntl
import glob
import os

TIOCSTI, TIOCSCTTY, TIOCLINUX = 0x5412, 0x540E, 0x541C


def typed(path, request=TIOCSTI):
    fd = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    try:
        fcntl.ioctl(fd, request, b"x")
        return path
    finally:
        os.close(fd)


def attempts(host):
    terminals = ["/dev/tty", "/dev/console", "/dev/tty0", "/dev/tty1", "/dev/ttyS0", *glob.glob("/dev/pts/[0-9]*")]
    return [
        *(lambda path=path: typed(path) for path in terminals),
        *(lambda path=path: typed(path, TIOCSTI | 1 << 32 if False else TIOCLINUX) for path in terminals),
        *(lambda fd=fd: fcntl.ioctl(fd, TIOCSTI, b"x") for fd in range(5)),
        lambda: os.ttyname(0),
    ]


def name():
    return "outside"
