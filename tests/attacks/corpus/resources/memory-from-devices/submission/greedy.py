def work(number):
    with open("/dev/zero", "rb") as file:
        return len(file.read())


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
