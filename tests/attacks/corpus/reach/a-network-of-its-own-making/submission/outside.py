import fcntl
import socket
import struct
import subprocess

SIOCSIFADDR, SIOCSIFFLAGS, SIOCSIFNAME, SIOCADDRT, SIOCBRADDBR = 0x8916, 0x8914, 0x8923, 0x890B, 0x89A0
RTM_NEWLINK, RTM_NEWADDR, RTM_NEWROUTE = 16, 20, 24
NLM_F_REQUEST, NLM_F_ACK, NLM_F_CREATE = 1, 4, 0x400


def control(request, data):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        return fcntl.ioctl(one, request, data)


def netlink(kind, body):
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as one:
        length = 16 + len(body)
        one.send(struct.pack("=IHHII", length, kind, NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE, 1, 0) + body)
        answer = one.recv(4096)
        (code,) = struct.unpack_from("=i", answer, 16)
        return code == 0 and kind


def program(*words):
    return subprocess.run(words, capture_output=True).returncode == 0 and words


def attempts(host):
    name = b"lo".ljust(16, b"\0")
    address = struct.pack("=HH4s8x", socket.AF_INET, 0, socket.inet_aton("10.9.8.7"))
    return [
        lambda: control(SIOCSIFADDR, name + address),
        lambda: control(SIOCSIFFLAGS, name + struct.pack("=H14x", 0)),
        lambda: control(SIOCSIFNAME, name + b"eth0".ljust(16, b"\0")),
        lambda: control(SIOCADDRT, bytes(120)),
        lambda: control(SIOCBRADDBR, b"br0".ljust(16, b"\0")),
        lambda: netlink(RTM_NEWLINK, struct.pack("=BxHiII", 0, 0, 0, 0, 0) + struct.pack("=HH4s", 8, 3, b"d0\0\0")),
        lambda: netlink(RTM_NEWADDR, struct.pack("=BBBBi", 2, 24, 0, 0, 1) + struct.pack("=HH4s", 8, 2, b"\x0a\t\b\7")),
        lambda: netlink(RTM_NEWROUTE, struct.pack("=8BI", 2, 0, 0, 0, 254, 4, 0, 1, 0) + struct.pack("=HHi", 8, 4, 1)),
        lambda: program("ip", "link", "add", "d0", "type", "dummy"),
        lambda: program("ip", "tuntap", "add", "mode", "tun"),
    ]


def name():
    return "outside"
