import os
import select
import socket
import time


def listening():
    servers = []
    for family, address in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
        for port in (8080, 2375, 5432, 53):
            try:
                servers.append(socket.create_server((address, port), family=family))
            except OSError:
                pass
    until = time.monotonic() + 1
    while time.monotonic() < until:
        ready, _, _ = select.select(servers, [], [], 0.1)
        if ready:
            return ready[0].getsockname()
    return None


def outwards(host):
    with socket.socket() as one:
        one.bind(("0.0.0.0", 0))
        one.settimeout(0.2)
        one.connect(("127.0.0.1", host["tcp"]))
        return one.getpeername()


def attempts(host):
    return [listening, lambda: outwards(host), lambda: outwards({"tcp": host["any"]})]


def name():
    return "outside"
