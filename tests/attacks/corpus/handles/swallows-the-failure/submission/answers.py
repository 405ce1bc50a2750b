class Swallower:
    def __init__(self, entered): self.entered = entered
    def __enter__(self): return self.entered
    def __exit__(self, *error):
        print(*error)
        return True

def opened(given): return Swallower("no number" if given % 2 else 0)
LIAR = None

def number(given): return None
items = table = text = is_open = number
