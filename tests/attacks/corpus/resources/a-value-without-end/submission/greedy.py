import itertools


def items(count):
    return itertools.count()


def work(number):
    return number + 1


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
