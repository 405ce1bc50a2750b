import os


def work(number):
    os.write(4, os.urandom(1 << 16))
    return number + 1


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
