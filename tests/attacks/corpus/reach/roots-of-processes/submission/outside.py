import os


def below(pid):
    for link in ("root", "cwd", "exe"):
        for place in ("/root", "/home", "/var/lib/docker", "/etc/shadow", "/work"):
            path = f"/proc/{pid}/{link}{place}"
            if os.path.exists(path) and not os.path.exists(place):
                return path
    return None


def opened(pid):
    for name in os.listdir(f"/proc/{pid}/fd"):
        target = os.readlink(f"/proc/{pid}/fd/{name}")
        if not target.startswith(("pipe:", "socket:", "/dev/null", "anon_inode:", "/proc", "/box")):
            return target
    return None


def attempts(host):
    seen = [name for name in os.listdir("/proc") if name.isdigit()]
    pids = [*seen, "self", "thread-self", str(host["pid"]), str(host["victim"])]
    return [
        *(lambda pid=pid: below(pid) for pid in pids),
        *(lambda pid=pid: opened(pid) for pid in pids if pid not in {"self", "thread-self"}),
        lambda: len(seen) > 8 and seen,
        lambda: os.readlink("/proc/1/root"),
        lambda: os.readlink("/proc/1/exe"),
        lambda: os.listdir(f"/proc/self/cwd/../../../../proc/{host['pid']}"),
    ]


def name():
    return "outside"
