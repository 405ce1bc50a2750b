import os


def climbed(start):
    here = os.open(start, os.O_RDONLY | os.O_DIRECTORY)
    for _ in range(64):
        above = os.open("..", os.O_RDONLY | os.O_DIRECTORY, dir_fd=here)
        os.close(here)
        here = above
    names = set(os.listdir(here))
    os.close(here)
    return names != set(os.listdir("/")) and sorted(names)


def inherited():
    known = {"pipe", "socket", "/dev/null", "anon_inode"}
    for fd in range(256):
        try:
            target = os.readlink(f"/proc/self/fd/{fd}")
        except OSError:
            continue
        if target.split(":")[0] not in known and not target.startswith(("/box", "/proc")):
            return target
    return None


def attempts(host):
    return [
        inherited,
        lambda: climbed("."),
        lambda: climbed("/proc/self/fd"),
        lambda: climbed("/proc/self/cwd"),
        *(lambda fd=fd: os.listdir(f"/proc/self/fd/{fd}/../../../../root") for fd in range(20)),
        *(lambda fd=fd: os.fchdir(fd) or os.getcwd() for fd in range(20)),
    ]


def name():
    return "outside"
