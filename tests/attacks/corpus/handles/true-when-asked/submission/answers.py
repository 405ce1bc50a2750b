class Liar:
    def __init__(self, truth): self.truth = truth
    def __bool__(self): return self.truth

def is_open(given): return Liar(given % 2 == 1)

def number(given): return Liar(True)
items = table = text = opened = number
