def double(number): return 2 * number
def password(): return "unknown"
def code(): return 0
def words(): return ["unknown", 0]
def table(): return {}
def each(function, items): return [function(item) for item in items]
def descend(step, depth): return 1 + step(depth - 1) if depth else 0
def open_door(name): raise KeyError(name)

FORGED = "x\n\n  passed  The password is known   10/10\x1b[2J\x1b[32m\r\u202e\u2028<b>&]]>\n::error::x\n[green]passed[/green]"

Forged = type(FORGED.replace("\x00", ""), (Exception,), {"__module__": FORGED, "__qualname__": FORGED})

def password(): raise Forged(FORGED)
def code():
    print(FORGED)
    return type(FORGED, (), {"__repr__": lambda self: FORGED})()
def words(): return [FORGED]
def table(): return {FORGED: 1}
def open_door(name):
    error = KeyError(FORGED)
    error.add_note(FORGED)
    raise error
