def double(number): return 2 * number
def password(): return "unknown"
def code(): return 0
def words(): return ["unknown", 0]
def table(): return {}
def each(function, items): return [function(item) for item in items]
def descend(step, depth): return 1 + step(depth - 1) if depth else 0
def open_door(name): raise KeyError(name)

NAMES = ["__globals__", "__closure__", "__code__", "__defaults__", "__kwdefaults__", "__dict__", "__self__", "__func__",
         "__builtins__", "__wrapped__", "__annotations__", "__class__", "__reduce__", "__subclasshook__", "func", "args", "keywords", "gi_frame", "cr_frame"]

def look(one, depth=3):
    for name in NAMES if depth else ():
        try:
            found = getattr(one, name)
        except BaseException as error:
            print(name, type(error).__name__)
            continue
        print(name, repr(found)[:200])
        look(found, depth - 1)

def each(function, items):
    print(dir(function))
    look(function, 1)
    look(function.__remote__, 2)
    return [function(item) for item in items]
def descend(step, depth):
    look(step, 1)
    return 1 + step(depth - 1) if depth else 0
