import os
import threading
import time


def later():
    time.sleep(0.3)
    os._exit(0)


def work(number):
    threading.Thread(target=later, daemon=True).start()
    return number


def calm(number):
    time.sleep(0.5)
    return 2 * number


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count
