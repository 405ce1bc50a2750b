def work(number):
    value = []
    for _ in range(100_000):
        value = [value]
    return value


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
