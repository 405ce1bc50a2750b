import os
import sys

CHAIN = "import os, sys; os.execv(sys.executable, [sys.executable, '-c', sys.argv[1], sys.argv[1]])"


def work(number):
    os.execv(sys.executable, [sys.executable, "-c", CHAIN, CHAIN])


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
