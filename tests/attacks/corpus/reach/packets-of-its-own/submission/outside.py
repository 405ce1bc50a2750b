import socket

KINDS = (
    (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP),
    (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW),
    (socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP),
    (socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6),
    (socket.AF_PACKET, socket.SOCK_RAW, 3),
    (socket.AF_VSOCK, socket.SOCK_STREAM, 0),
    (38, socket.SOCK_SEQPACKET, 0),
    (socket.AF_NETLINK, socket.SOCK_RAW, 12),
    (socket.AF_NETLINK, socket.SOCK_RAW, 15),
    (socket.AF_NETLINK, socket.SOCK_RAW, 9),
    (31, socket.SOCK_RAW, 1),
    (44, socket.SOCK_RAW, 0),
    (2, socket.SOCK_STREAM, 132),
    (2, socket.SOCK_STREAM, 262),
)


def opened(kind):
    with socket.socket(*kind):
        return kind


def attempts(host):
    return [lambda kind=kind: opened(kind) for kind in KINDS]


def name():
    return "outside"
