def items(given): return [10**12, 3, 5]
def number(given): return 2**62
def table(given): return {"ann": 10**15}

def text(given): return 0
def is_open(given): return 0
def opened(given): return None
