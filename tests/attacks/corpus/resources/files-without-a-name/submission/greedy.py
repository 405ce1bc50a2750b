import os


def work(number):
    held = []
    while True:
        held.append(os.open("file", os.O_CREAT | os.O_RDWR))
        os.unlink("file")
        os.write(held[-1], bytes(1 << 20))


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
