import os

PLACES = (
    "/box/work",
    "/box/home",
    "/box/tmp",
    "/box/lib",
    "/tmp",
    "/dev/shm",
    "/var/tmp",
    "/run",
    "/dev",
    "/dev/mqueue",
)


def work(number):
    full = 0
    for place in PLACES:
        try:
            for index in range(100_000):
                with open(f"{place}/{index}", "wb") as file:
                    file.write(bytes(1 << 20))
        except OSError:
            full += 1
    return number if full == len(PLACES) else number + 1


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
