def bomb():
    one = [1]
    for _ in range(40): one = [one, one]
    return one

def loop():
    one = []
    one.append(one)
    return one

def number(given): return loop()
def items(given): return bomb() if len(given) == 4 else loop()
def table(given): return {"ann": bomb(), "bobby": loop()}

def text(given): return tuple(loop())
def is_open(given): return 0
def opened(given): return None
