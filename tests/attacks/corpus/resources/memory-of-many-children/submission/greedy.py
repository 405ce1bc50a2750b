import os
import time


def work(number):
    for _ in range(16):
        if os.fork() == 0:
            block = bytearray(b"x") * (40 << 20)
            time.sleep(1000)
    os.wait()
    os.kill(os.getpid(), 9)


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
