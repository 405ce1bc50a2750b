import contextlib
import os
import signal


def work(number):
    for target in (1, -1, 0):
        with contextlib.suppress(ProcessLookupError):
            os.kill(target, signal.SIGSTOP)
    os.kill(os.getpid(), signal.SIGSTOP)


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
