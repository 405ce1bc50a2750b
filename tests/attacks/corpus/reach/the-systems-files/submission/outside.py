import os
import sys

FILES = (
    "/etc/passwd",
    "/etc/ld.so.cache",
    "/etc/ld.so.preload",
    "/etc/hosts",
    "/etc/resolv.conf",
    "/usr/bin/python3",
    "/usr/bin/env",
    "/proc/self/exe",
    "/proc/1/exe",
    "/lib/x86_64-linux-gnu/libc.so.6",
    "/usr/lib/python3/dist-packages/sitecustomize.py",
)
FOLDERS = (
    "/",
    "/usr",
    "/usr/bin",
    "/usr/lib",
    "/etc",
    "/lib",
    "/var",
    "/opt",
    "/home",
    "/root",
    "/run",
    "/mnt",
    "/srv",
    "/boot",
    "/dev",
    "/proc",
    "/sys",
)


def written(path):
    with open(path, "r+b") as file:
        first = file.read(1)
        file.seek(0)
        file.write(first)
        file.flush()
    return path


def made(folder):
    path = f"{folder}/was-here"
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    return path


def attempts(host):
    own = [
        module.__file__
        for module in list(sys.modules.values())
        if (getattr(module, "__file__", None) or "").startswith("/usr")
    ]
    return [
        *(lambda path=path: written(path) for path in (*FILES, *own)),
        *(lambda folder=folder: made(folder) for folder in FOLDERS),
        *(lambda path=path: os.chmod(path, 0o777) or path for path in FILES),
        *(lambda path=path: os.rename(path, path + "-moved") or path for path in FILES),
        *(lambda path=path: os.utime(path) or path for path in FILES[:-1]),
        lambda: os.symlink("/box/work", "/usr/lib/link") or "link",
    ]


def name():
    return "outside"
