import atexit
import sys


def work(number):
    @atexit.register
    def never():
        while True:
            pass

    sys.exit(0)


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
