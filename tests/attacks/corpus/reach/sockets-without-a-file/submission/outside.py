import socket


def connect(place, kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_UNIX, kind) as one:
        one.connect(place)
        return place


def listed():
    with open("/proc/net/unix") as file:
        return [line.split()[-1] for line in file if "@" in line or "/" in line]


def attempts(host):
    known = ("/tmp/.X11-unix/X0", "/tmp/dbus", "/org/freedesktop/systemd1/notify", "/containerd-shim/moby")
    return [
        lambda: connect("\0" + host["abstract"]),
        lambda: connect(host["path"]),
        *(lambda name=name: connect("\0" + name) for name in known),
        listed,
    ]


def name():
    return "outside"
