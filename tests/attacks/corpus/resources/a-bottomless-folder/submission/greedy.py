import os


def work(number):
    while True:
        os.mkdir("deeper" * 20)
        os.chdir("deeper" * 20)


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
