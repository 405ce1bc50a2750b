def each(function, count):
    while True:
        function(0)


def work(number):
    return number + 1


def items(count):
    return range(count)


def calm(number):
    return 2 * number
