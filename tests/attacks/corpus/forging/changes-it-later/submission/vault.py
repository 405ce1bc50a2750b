def double(number): return 2 * number
def password(): return "unknown"
def code(): return 0
def words(): return ["unknown", 0]
def table(): return {}
def each(function, items): return [function(item) for item in items]
def descend(step, depth): return 1 + step(depth - 1) if depth else 0
def open_door(name): raise KeyError(name)

import threading
import time

def change(held):
    for number in range(10**9):
        held[:] = [number, number]
        time.sleep(0.001)

def words():
    held = ["unknown", 0]
    threading.Thread(target=change, args=[held], daemon=True).start()
    return held
def each(function, items):
    threading.Thread(target=change, args=[items], daemon=True).start()
    return [function(item) for item in list(items)]
