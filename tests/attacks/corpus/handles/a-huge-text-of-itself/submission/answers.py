class Huge:
    def __repr__(self): return "x" * 10_000_000

class Raising:
    def __repr__(self): raise KeyboardInterrupt
    __str__ = __format__ = __repr__

class Endless:
    def __repr__(self):
        while True: pass

def number(given): return Huge()
def items(given): return [Raising()] * 3
def table(given): return {"ann": Raising(), Huge(): 1}

def text(given): return Endless()
def is_open(given): return Raising() if given % 2 == 0 else False
def opened(given): return Huge()
