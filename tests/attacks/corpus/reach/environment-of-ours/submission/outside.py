import os

OWN = {"PATH", "LANG", "HOME", "TMPDIR", "PWD", "LC_CTYPE", "HOSTNAME"}


def environment(pid):
    with open(f"/proc/{pid}/environ", "rb") as file:
        names = {entry.partition(b"=")[0].decode() for entry in file.read().split(b"\0") if entry}
    return sorted(names - OWN)


def command(pid):
    with open(f"/proc/{pid}/cmdline") as file:
        words = file.read()
    return words if any(word in words for word in ("pytest", "kata", "docker", "bwrap", "attacks")) else None


def attempts(host):
    pids = ["self", *(name for name in os.listdir("/proc") if name.isdigit()), host["pid"], host["victim"]]
    return [
        *(lambda pid=pid: environment(pid) for pid in pids),
        *(lambda pid=pid: command(pid) for pid in pids),
        lambda: sorted(os.environ.keys() - OWN),
    ]


def name():
    return "outside"
