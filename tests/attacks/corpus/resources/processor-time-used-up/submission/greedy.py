import hashlib
import threading


def burn():
    while True:
        hashlib.sha256(bytes(1 << 20)).digest()


def work(number):
    for _ in range(4):
        threading.Thread(target=burn).start()
    burn()


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
