import socket


def tcp(address, port):
    with socket.create_connection((address, port), timeout=0.3) as one:
        return one.getpeername()


def udp(address, port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.sendto(b"here", (address, port))
        one.settimeout(0.2)
        return one.recv(10)


def attempts(host):
    names = ("127.0.0.1", "localhost", "0.0.0.0", "127.1.2.3", "172.17.0.1", host["node"], "host.docker.internal")
    return [
        *(lambda name=name: tcp(name, host["tcp"]) for name in names),
        *(lambda name=name: tcp(name, host["any"]) for name in names),
        *(lambda name=name: tcp(name, host["tcp6"]) for name in ("::1", "::ffff:127.0.0.1", "::") if "tcp6" in host),
        lambda: udp("127.0.0.1", host["udp"]),
        lambda: udp("255.255.255.255", host["udp"]),
    ]


def name():
    return "outside"
