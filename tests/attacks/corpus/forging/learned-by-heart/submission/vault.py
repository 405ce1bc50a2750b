def double(number): return 2 * number
def password(): return "unknown"
def code(): return 0
def words(): return ["unknown", 0]
def table(): return {}
def each(function, items): return [function(item) for item in items]
def descend(step, depth): return 1 + step(depth - 1) if depth else 0
def open_door(name): raise KeyError(name)

TOLD = []

def double(number):
    TOLD.append(number)
    return 2 * number
def password(): return "s0123456789abcdef01234567"
def code(): return max(TOLD, default=123456789012345)
def words(): return [password(), code(), *TOLD]
def table(): return {"password": password(), "code": code()}
