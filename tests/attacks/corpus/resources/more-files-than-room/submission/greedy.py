import os


def work(number):
    index = 0
    while True:
        os.mkdir(str(index))
        os.close(os.open(f"{index}/file", os.O_CREAT))
        index += 1


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
