import itertools

def items(given): return itertools.repeat(3)

def number(given): return None
table = text = is_open = opened = number
