import os

NAMES = [b"-rf", b"*", b"a\nb", b"\xff\xfe", b"$(reboot)", b"\x1b[2J", b"; rm -rf ~", b"..\x80", b" "]


def work(number):
    for name in NAMES:
        os.mkdir(name)
        open(name + b"/" + name, "w").close()
        os.symlink(b"/", name + b"/link")
        os.mkfifo(name + b"/pipe")
        os.chmod(name, 0)
    return number


def items(count):
    return range(count)


def each(function, count):
    for number in range(count):
        function(number)
    return count


def calm(number):
    return 2 * number
