def deep(levels):
    one = []
    for _ in range(levels): one = [one]
    return one

def number(given): return deep(150)
def items(given): return deep(100_000)
def table(given):
    one = {}
    for _ in range(5000): one = {"ann": one}
    return one

def text(given):
    one = ()
    for _ in range(5000): one = (one,)
    return one
def is_open(given): return deep(199) if given % 2 == 0 else deep(201)
def opened(given): return deep(250)
