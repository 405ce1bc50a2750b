import re


def work(number):
    return bool(re.match(r"(a+)+$", "a" * 64 + "b"))


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
