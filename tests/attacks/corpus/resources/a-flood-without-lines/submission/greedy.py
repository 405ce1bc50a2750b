import os


def work(number):
    while True:
        os.write(2, b"x" * 65536)


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
