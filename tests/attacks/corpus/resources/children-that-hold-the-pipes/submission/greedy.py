import os
import time


def work(number):
    if os.fork() == 0:
        os.setsid()
        time.sleep(1000)
    os._exit(0)


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
