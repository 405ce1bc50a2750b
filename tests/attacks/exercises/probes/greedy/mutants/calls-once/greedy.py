def work(number):
    return number + 1


def items(count):
    return range(count)


def each(function, count):
    function(0)
    return count


def calm(number):
    return 2 * number
