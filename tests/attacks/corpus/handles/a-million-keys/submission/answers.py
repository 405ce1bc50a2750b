def items(given): return [[] for _ in range(3_000_000)] if len(given) == 4 else [0]
def table(given): return dict.fromkeys(range(1_000_000))
def text(given): return "x" * 15_000_000

def number(given): return None
is_open = opened = number
