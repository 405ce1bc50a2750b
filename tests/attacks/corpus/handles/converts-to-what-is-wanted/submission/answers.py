class Liar:
    numbers = iter(range(10**15, 10**16))
    def _next(self, *_): return next(self.numbers)
    __int__ = __index__ = __round__ = __trunc__ = __floor__ = __ceil__ = __abs__ = _next
    def __float__(self): return float(next(self.numbers))
    def __str__(self): return str(next(self.numbers))
    def __format__(self, spec): return str(next(self.numbers))
    __repr__ = __str__

LIAR = Liar()


def number(given): return LIAR
def items(given): return LIAR
def table(given): return LIAR
def text(given): return LIAR
def is_open(given): return LIAR
def opened(given): return LIAR
