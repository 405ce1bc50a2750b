import os
import struct

MESSAGE = b'{"jsonrpc":"2.0","id":1,"result":{"value":1}}'


def work(number):
    while True:
        os.write(4, (struct.pack(">I", len(MESSAGE)) + MESSAGE) * 100)


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
