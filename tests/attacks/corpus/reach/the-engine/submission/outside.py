import os
import socket

SOCKETS = (
    "/var/run/docker.sock",
    "/run/docker.sock",
    "/run/containerd/containerd.sock",
    "/run/podman/podman.sock",
    "/run/user/1000/docker.sock",
    "/run/user/0/docker.sock",
    "/run/crio/crio.sock",
    "/run/systemd/private",
    "/run/dbus/system_bus_socket",
    "/var/run/docker/metrics.sock",
    "/run/snapd.socket",
    "/run/user/1000/bus",
)


def unix(path):
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(path)
        one.sendall(b"GET /version HTTP/1.0\r\n\r\n")
        return path


def tcp(address, port):
    with socket.create_connection((address, port), timeout=0.2):
        return address, port


def attempts(host):
    ports = (2375, 2376, 2377, 6443, 10250)
    addresses = ("127.0.0.1", "172.17.0.1", "10.0.2.2")
    return [
        *(lambda path=path: unix(path) for path in SOCKETS),
        *(lambda path=path: os.path.exists(path) and path for path in SOCKETS),
        *(lambda one=one, port=port: tcp(one, port) for one in addresses for port in ports),
        lambda: os.path.exists("/usr/bin/docker") and os.system("docker ps >/dev/null 2>&1") == 0 and "docker",
    ]


def name():
    return "outside"
