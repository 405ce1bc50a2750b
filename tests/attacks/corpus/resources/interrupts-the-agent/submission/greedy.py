import os
import signal
import time


def work(number):
    for each in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
        os.kill(1, each)
    time.sleep(1000)


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
