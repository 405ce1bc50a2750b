import os


def work(number):
    open("file", "w").close()
    index = 0
    while True:
        os.link("file", str(index))
        index += 1


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
