import zlib


def work(number):
    packed = zlib.compress(bytes(1 << 22))
    for _ in range(8):
        packed = zlib.compress(packed * 64)
    data = packed
    while True:
        data = zlib.decompress(data) * 64


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
