import time

def slow():
    while True:
        time.sleep(0.2)
        yield 3

def items(given): return slow()

def number(given): return None
table = text = is_open = opened = number
