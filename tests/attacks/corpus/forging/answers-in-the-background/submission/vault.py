def double(number): return 2 * number
def password(): return "unknown"
def code(): return 0
def words(): return ["unknown", 0]
def table(): return {}
def each(function, items): return [function(item) for item in items]
def descend(step, depth): return 1 + step(depth - 1) if depth else 0
def open_door(name): raise KeyError(name)

import sys
import threading
import time

KEPT = []

def later(function):
    for _ in range(20):
        time.sleep(0.01)
        try:
            print(function(1))
        except BaseException as error:
            print(type(error).__name__)

def each(function, items):
    KEPT.append(function)
    threading.Thread(target=later, args=[function], daemon=True).start()
    return [function(item) for item in items]
def open_door(name):
    for function in KEPT:
        try:
            print(function(2))
        except BaseException as error:
            print(error)
    raise KeyError(name)
