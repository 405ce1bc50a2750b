import os
import struct


def work(number):
    os.write(4, struct.pack(">I", 0xFFFF_FFFF))
    while True:
        os.write(4, b" " * 65536)


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
