import mmap


def work(number):
    blocks = []
    while True:
        block = mmap.mmap(-1, 1 << 22)
        block[:] = b"x" * (1 << 22)
        blocks.append(block)


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
