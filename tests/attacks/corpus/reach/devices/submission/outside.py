import glob
import os
import stat

HARMLESS = {"null", "zero", "full", "random", "urandom", "tty", "ptmx", "console"}
NUMBERS = {
    "vda": (254, 0),
    "sda": (8, 0),
    "nvme": (259, 0),
    "loop": (7, 0),
    "mem": (1, 1),
    "kmsg": (1, 11),
    "fuse": (10, 229),
    "kvm": (10, 232),
    "tun": (10, 200),
    "loop-control": (10, 237),
}


def opened(path, flags=os.O_RDONLY):
    fd = os.open(path, flags | os.O_NONBLOCK)
    kind = os.fstat(fd).st_mode
    os.close(fd)
    return (stat.S_ISBLK(kind) or stat.S_ISCHR(kind)) and path


def made(name, kind, place):
    path = f"{place}/{name}"
    os.mknod(path, kind | 0o666, os.makedev(*NUMBERS[name]))
    return opened(path)


def attempts(host):
    listed = [path for path in glob.glob("/dev/**", recursive=True) if os.path.basename(path) not in HARMLESS]
    devices = [path for path in listed if not path.startswith(("/dev/fd", "/dev/std", "/dev/pts/", "/dev/core"))]
    known = (
        "/dev/vda",
        "/dev/sda",
        "/dev/nvme0n1",
        "/dev/mem",
        "/dev/kvm",
        "/dev/fuse",
        "/dev/net/tun",
        "/dev/loop-control",
        "/dev/mapper/control",
    )
    places = ("/box/work", "/tmp", "/dev", "/dev/shm")
    kinds = (stat.S_IFBLK, stat.S_IFCHR)
    return [
        *(lambda path=path: opened(path) for path in (*devices, *known)),
        *(lambda path=path: opened(path, os.O_RDWR) for path in known),
        *(lambda n=n, k=k, p=p: made(n, k, p) for n in NUMBERS for k in kinds for p in places),
    ]


def name():
    return "outside"
