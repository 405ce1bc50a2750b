import ctypes
import os
import socket

LIBC = ctypes.CDLL(None)
PLACES = (
    "/box/work",
    "/box/lib",
    "/box/home",
    "/box/tmp",
    "/box",
    "/tmp",
    "/var/tmp",
    "/dev/shm",
    "/dev/mqueue",
    "/dev",
    "/run",
    "/",
)
KEY = 0x6B617461


def left():
    found = [place for place in PLACES if os.path.exists(f"{place}/left-behind")]
    if LIBC.shmget(KEY, 0, 0) != -1 or LIBC.msgget(KEY, 0) != -1:
        found.append("System V")
    with socket.socket(socket.AF_UNIX) as one:
        if one.connect_ex("\0left-behind") == 0:
            found.append("abstract")
    return found


def leave():
    for place in PLACES:
        try:
            with open(f"{place}/left-behind", "w") as file:
                file.write("left")
        except OSError:
            pass
    LIBC.shmget(KEY, 4096, 0o1666)
    LIBC.msgget(KEY, 0o1666)
    if os.fork() == 0:
        os.setsid()
        server = socket.socket(socket.AF_UNIX)
        server.bind("\0left-behind")
        server.listen()
        while True:
            server.accept()
    os._exit(0)


def attempts(host):
    return [lambda: left() or leave()]


def name():
    return "outside" if not left() else "left behind"
