def work(number):
    try:
        with open("/dev/tty") as terminal:
            return len(terminal.read())
    except OSError:
        return int(input())


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
