import os
import threading


def each(function, count):
    def call():
        while True:
            function(0)

    for _ in range(4):
        threading.Thread(target=call, daemon=True).start()
    os.fork()
    call()


def work(number):
    return number + 1


def items(count):
    return range(count)


def calm(number):
    return 2 * number
