import contextlib

@contextlib.contextmanager
def opened(given):
    try:
        yield 12
    except BaseException as error:
        print(type(error), error.args)

def number(given): return None
items = table = text = is_open = number
