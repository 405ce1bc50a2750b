import os
import socket


def seen(path, words):
    with open(path) as file:
        text = file.read()
    return next((word for word in words if word in text), None)


def attempts(host):
    words = [host["file"], os.path.dirname(host["file"]), "attacks-", "handed-in"]
    return [
        lambda: socket.gethostname() == host["node"] and host["node"],
        lambda: os.uname().nodename != "sandbox" and os.uname().nodename,
        lambda: seen("/proc/self/mountinfo", words),
        lambda: seen("/proc/mounts", words),
        lambda: seen("/proc/self/cgroup", words),
        lambda: seen("/proc/self/status", [f"NSpid:\t{host['pid']}"]),
        lambda: seen("/etc/hostname", [host["node"]]) if host["node"] != "sandbox" else None,
        lambda: open("/etc/machine-id").read().strip(),
        lambda: open("/var/lib/dbus/machine-id").read().strip(),
        lambda: open("/proc/self/loginuid").read().strip() not in {"4294967295", "0"} and "login",
    ]


def name():
    return "outside"
