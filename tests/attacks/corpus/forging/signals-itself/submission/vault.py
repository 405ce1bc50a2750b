def double(number): return 2 * number
def password(): return "unknown"
def code(): return 0
def words(): return ["unknown", 0]
def table(): return {}
def each(function, items): return [function(item) for item in items]
def descend(step, depth): return 1 + step(depth - 1) if depth else 0
def open_door(name): raise KeyError(name)

import os
import signal

def password(): os.kill(os.getpid(), signal.SIGKILL)
def code(): os.kill(os.getpid(), signal.SIGTERM)
def words():
    signal.signal(signal.SIGUSR1, lambda *_: os._exit(0))
    os.kill(os.getpid(), signal.SIGUSR1)
def table(): signal.raise_signal(signal.SIGALRM)
