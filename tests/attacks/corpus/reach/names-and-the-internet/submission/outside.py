import socket
import struct

QUESTION = struct.pack(">6H", 7, 0x100, 1, 0, 0, 0) + b"\7example\3org\0" + struct.pack(">2H", 1, 1)


def asked(address, family=socket.AF_INET):
    with socket.socket(family, socket.SOCK_DGRAM) as one:
        one.settimeout(0.3)
        one.connect((address, 53))
        one.send(QUESTION)
        return one.recv(512)


def attempts(host):
    resolvers = ("1.1.1.1", "8.8.8.8", "127.0.0.53", "127.0.0.11", "172.17.0.1")
    return [
        lambda: socket.getaddrinfo("example.org", 80),
        lambda: socket.gethostbyname("pypi.org"),
        *(lambda address=address: asked(address) for address in resolvers),
        lambda: asked("2606:4700:4700::1111", socket.AF_INET6),
        lambda: socket.create_connection(("1.1.1.1", 443), timeout=0.3),
        lambda: socket.create_connection(("2606:4700:4700::1111", 443), timeout=0.3),
        lambda: [name for _, name in socket.if_nameindex() if name not in {"lo", "tunl0", "sit0", "ip6tnl0", "gre0"}],
    ]


def name():
    return "outside"
