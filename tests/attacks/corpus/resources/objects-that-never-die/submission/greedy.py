class Phoenix:
    def __del__(self):
        Phoenix()


def work(number):
    Phoenix()
    while True:
        Phoenix()


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
