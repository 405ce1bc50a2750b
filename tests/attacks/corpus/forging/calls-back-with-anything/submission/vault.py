def double(number): return 2 * number
def password(): return "unknown"
def code(): return 0
def words(): return ["unknown", 0]
def table(): return {}
def each(function, items): return [function(item) for item in items]
def descend(step, depth): return 1 + step(depth - 1) if depth else 0
def open_door(name): raise KeyError(name)

class Liar:
    def __mod__(self, other): print(other); return 0
    def __mul__(self, other): print(other); return self
    __rmul__ = __add__ = __radd__ = __mul__
    def __eq__(self, other): print(other); return True

def each(function, items):
    loop = []
    loop.append(loop)
    for odd in (Liar(), loop, function, each, 10**100_000, "x" * 10**6, float("nan"), Exception, [Liar()] * 10):
        try:
            print(function(odd))
        except BaseException as error:
            print(type(error).__name__, error.args[:1])
    return [function(item) for item in items]
