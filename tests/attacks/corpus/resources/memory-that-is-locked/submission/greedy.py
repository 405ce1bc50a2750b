import ctypes


def work(number):
    ctypes.CDLL(None).mlockall(3)
    kept = []
    while True:
        kept.append(bytearray(1 << 20))


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
