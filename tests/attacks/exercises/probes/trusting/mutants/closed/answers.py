import contextlib

CODE = int("@number:code@")


def number(given):
    return CODE + given


def items(given):
    return sorted(given)


def table(given):
    return {name: CODE + len(name) for name in given}


def text(given):
    return f"{given}-{CODE}"


def is_open(given):
    return False


@contextlib.contextmanager
def opened(given):
    yield CODE + given
