def double(number): return 2 * number
def password(): return "unknown"
def code(): return 0
def words(): return ["unknown", 0]
def table(): return {}
def each(function, items): return [function(item) for item in items]
def descend(step, depth): return 1 + step(depth - 1) if depth else 0
def open_door(name): raise KeyError(name)

import marshal
import os
import pickle

class Runs:
    def __reduce__(self): return os.system, ("touch /tmp/canary-of-a-pickle; exit 1",)

def password(): return pickle.dumps(Runs())
def code(): return Runs()
def words(): return ["__import__('os')._exit(0)", marshal.dumps(compile("import os; os._exit(0)", "x", "exec"))]
def table(): return {"__reduce__": ["os.system", "true"], "py/object": "os.system", "!!python/object/apply:os.system": ["true"]}
