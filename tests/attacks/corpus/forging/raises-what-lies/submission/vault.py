def double(number): return 2 * number
def password(): return "unknown"
def code(): return 0
def words(): return ["unknown", 0]
def table(): return {}
def each(function, items): return [function(item) for item in items]
def descend(step, depth): return 1 + step(depth - 1) if depth else 0
def open_door(name): raise KeyError(name)

class Lying(ValueError):
    def __str__(self): raise SystemExit
    __repr__ = __str__
    def __eq__(self, other): return True
    def __hash__(self): return 0
    @property
    def args(self): return ("passed",) * 10**6

def password():
    error = Lying()
    error.__cause__ = error.__context__ = error
    raise error
def code():
    error = KeyError("x" * 5_000_000)
    error.learner_traceback = [["vault.py"], None, 7]
    error.msg = error.text = error.lineno = error.filename = object()
    raise error
def words():
    one = ValueError()
    for _ in range(500):
        try:
            raise RuntimeError("\n" * 100) from one
        except RuntimeError as error:
            one = error
    raise one
def table():
    raise ExceptionGroup("passed", [AssertionError("x"), ExceptionGroup("y", [KeyError(object())])])
