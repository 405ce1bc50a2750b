def flood():
    while True: yield "x" * 4_000_000

def items(given): return flood()

def number(given): return None
table = text = is_open = opened = number
