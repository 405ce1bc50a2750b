class Endless:
    def __repr__(self):
        while True: pass
    __str__ = __format__ = __hash__ = __repr__

LIAR = Endless()


def number(given): return LIAR
def items(given): return LIAR
def table(given): return LIAR
def text(given): return LIAR
def is_open(given): return LIAR
def opened(given): return LIAR
