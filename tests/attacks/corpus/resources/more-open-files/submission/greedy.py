import os
import select
import socket


def work(number):
    held = []
    while True:
        held += [os.open("/dev/null", os.O_RDONLY), select.epoll(), socket.socket(), os.eventfd(0), *os.pipe()]


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
