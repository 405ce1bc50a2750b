def work(number):
    error = ValueError("x" * (1 << 22))
    for _ in range(10_000):
        error, cause = KeyError("y" * 100), error
        error.__cause__ = cause
    raise error


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
