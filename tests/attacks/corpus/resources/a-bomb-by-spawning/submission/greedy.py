import subprocess


def work(number):
    running = []
    while True:
        try:
            running.append(subprocess.Popen(["sleep", "1000"]))
        except OSError:
            for process in running:
                process.wait()


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
