import os
import resource


def work(number):
    resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE)[1:] * 2)
    block = bytearray(b"x") * (20 << 20)
    os.abort()


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
