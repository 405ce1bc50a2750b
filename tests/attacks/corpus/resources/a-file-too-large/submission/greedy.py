def work(number):
    with open("large", "wb") as file:
        while True:
            file.write(bytes(1 << 20))


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
