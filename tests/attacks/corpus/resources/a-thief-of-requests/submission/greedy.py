import os


def items(count):
    for _ in range(4):
        if os.fork() == 0:
            while os.read(3, 65536):
                pass
    return iter(range(count))


def work(number):
    return number + 1


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
