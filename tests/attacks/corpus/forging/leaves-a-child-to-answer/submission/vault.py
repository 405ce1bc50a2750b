def double(number): return 2 * number
def password(): return "unknown"
def code(): return 0
def words(): return ["unknown", 0]
def table(): return {}
def each(function, items): return [function(item) for item in items]
def descend(step, depth): return 1 + step(depth - 1) if depth else 0
def open_door(name): raise KeyError(name)

import os

def password():
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0: return "passed"
            os._exit(0)
    return "unknown"
