import ctypes


def work(number):
    libc = ctypes.CDLL(None)
    failed = 0
    while failed < 100:
        queue = libc.msgget(0, 0o1600)
        libc.semget(0, 100, 0o1600)
        if queue < 0 or libc.msgsnd(queue, b"12345678" + b"x" * 8000, 4000, 0o4000):
            failed += 1
    return number


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
