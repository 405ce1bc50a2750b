import os


def work(number):
    with open("giant", "wb") as file:
        try:
            os.truncate(file.fileno(), 1 << 60)
        except OSError:
            file.seek(1 << 60)
            file.write(b"x")
            file.flush()


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
