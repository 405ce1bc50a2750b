def is_open(given):
    if given % 2: raise StopIteration(True)
    return False

def number(given): raise StopIteration
items = table = text = opened = number
