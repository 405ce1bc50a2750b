import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    """What a function of the C library did, if it went well."""
    if getattr(LIBC, name)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)
    return name


MS_REMOUNT, MS_BIND = 32, 4096


def mounted(source, target, kind, flags=0):
    return call("mount", source, target, kind, flags, None)


def attempts(host):
    os.makedirs("/box/work/point", exist_ok=True)
    return [
        lambda: os.chroot("/box/work") or "chroot",
        lambda: os.chroot("/proc/1/root") or "chroot",
        lambda: call("syscall", 155 if os.uname().machine == "x86_64" else 41, b"/box", b"/box/work"),
        lambda: mounted(b"proc", b"/box/work/point", b"proc"),
        lambda: mounted(b"tmpfs", b"/usr", b"tmpfs"),
        lambda: mounted(b"sysfs", b"/box/work/point", b"sysfs"),
        lambda: mounted(b"cgroup", b"/box/work/point", b"cgroup"),
        lambda: mounted(b"cgroup2", b"/box/work/point", b"cgroup2"),
        lambda: mounted(b"devtmpfs", b"/box/work/point", b"devtmpfs"),
        lambda: mounted(b"/dev/vda", b"/box/work/point", b"ext4"),
        lambda: mounted(b"overlay", b"/box/work/point", b"overlay"),
        lambda: mounted(b"/", b"/box/work/point", b"none", MS_BIND),
        lambda: mounted(b"none", b"/", b"none", MS_REMOUNT),
        lambda: mounted(b"none", b"/proc", b"none", MS_REMOUNT),
        lambda: mounted(b"none", b"/usr", b"none", MS_REMOUNT | MS_BIND),
        lambda: call("umount2", b"/proc", 2),
        lambda: call("umount2", b"/box", 2),
    ]


def name():
    return "outside"
