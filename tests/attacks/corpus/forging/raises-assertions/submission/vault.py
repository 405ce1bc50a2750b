def double(number): return 2 * number
def password(): return "unknown"
def code(): return 0
def words(): return ["unknown", 0]
def table(): return {}
def each(function, items): return [function(item) for item in items]
def descend(step, depth): return 1 + step(depth - 1) if depth else 0
def open_door(name): raise KeyError(name)

class Both(KeyError, AssertionError): pass

def password(): raise AssertionError("assert True")
def code(): raise Both("passed")
def words(): raise StopIteration(["unknown"])
def table(): raise NotImplementedError
def each(function, items):
    try:
        function(None)
    except Exception as error:
        raise AssertionError from error
